using Imaging.Format;
using Imaging.Serializer.Depot.Remote;
using Imaging.Serializer.Packages;
using Imaging.Serializer.Reading;
using Imaging.Serializer.Verifying;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Depot;

/// <summary>
/// Finished images, shared by all projects of a user: looked into before an image is made, and given what was made. It is
/// a cache: whatever is wrong with it, images are made without it. One instance serves all packages of a build, which so
/// hears of each trouble once; it may be used by many threads.
/// </summary>
/// <param name="settings">Where it is.</param>
internal sealed class ImageDepot(DepotSettings settings) : IDisposable
{
    private readonly DepotStore _own = new(new DepotLayout(settings.Path), isReadOnly: false);
    private readonly DepotStore[] _fallbacks = [.. settings.FallbackPaths.Select(static path => new DepotStore(new DepotLayout(path), isReadOnly: true))];
    private readonly RemoteDepot? _remote = settings.Remote is { } remote ? new(remote) : null;
    private int _isTroubleTold;
    private int _areCredentialsTold;

    /// <summary>Takes the image of a package from one of the directories.</summary>
    /// <param name="request">The package; the image goes where it says.</param>
    /// <param name="key">The package's key.</param>
    /// <param name="diagnostics">Gets what is wrong.</param>
    /// <returns>What became of the package; <see langword="null"/> where no directory has its image.</returns>
    /// <exception cref="IOException">The image cannot be written to where the request says.</exception>
    internal SerializeResult? Take(SerializeRequest request, string key, CaptureDiagnostics diagnostics)
    {
        foreach (DepotStore store in _fallbacks.Prepend(_own))
        {
            DepotImage? found = null;
            Use(store, "read", diagnostics, () => found = store.Find(request, key, diagnostics));
            if (found is null)
            {
                continue;
            }

            using ImageBytes image = found.Bytes;
            Place(image, request);
            return found.Entry.ToResult(request.Project, store.Layout.Root);
        }

        return null;
    }

    /// <summary>Takes the image of a package from the server of the team, and keeps it for the next build here.</summary>
    /// <param name="request">The package; the image goes where it says.</param>
    /// <param name="key">The package's key.</param>
    /// <param name="diagnostics">Gets what is wrong.</param>
    /// <param name="cancellation">Ends the transfer.</param>
    /// <returns>What became of the package; <see langword="null"/> where the server does not have its image.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    /// <exception cref="IOException">The image cannot be written to where the request says.</exception>
    internal SerializeResult? TakeRemote(SerializeRequest request, string key, CaptureDiagnostics diagnostics, CancellationToken cancellation)
    {
        if (_remote is null)
        {
            return null;
        }

        if (settings.Remote!.HasCredentialsInAddress && Interlocked.Exchange(ref _areCredentialsTold, 1) == 0)
        {
            diagnostics.Warn(DiagnosticCodes.CredentialsInAddress, $"the address of the remote depot {_remote.Name} has credentials in it, and logs of builds show it. Put them into {RemoteCredentials.Variable} or into a netrc file.");
        }

        using var scratch = new ScratchDirectory();
        string received = scratch.File("received" + ImageFormat.Extension);
        if (_remote.Take(request, key, received, diagnostics, cancellation) is not { } entry)
        {
            return null;
        }

        using var image = ImageBytes.Read(received);
        Place(image, request);
        Keep(image, entry, diagnostics);
        return entry.ToResult(request.Project, _remote.Name);
    }

    /// <summary>Keeps an image that was made, if it is fit for that.</summary>
    /// <param name="request">The package; the image lies where it says.</param>
    /// <param name="key">The package's key.</param>
    /// <param name="result">What became of it.</param>
    /// <param name="diagnostics">Gets what is wrong.</param>
    /// <returns>What is known of it; <see langword="null"/> where it is not fit.</returns>
    internal DepotEntry? Put(SerializeRequest request, string key, SerializeResult result, CaptureDiagnostics diagnostics)
    {
        // A root that two captures made differently may come out alike elsewhere, and a builder that threw may not throw: that is nothing to share.
        if (!result.Verified || result.Diagnostics.Any(static diagnostic => diagnostic.Severity == ImagingSeverity.Error || diagnostic.Code is DiagnosticCodes.NotReproduced or DiagnosticCodes.BuilderThrew))
        {
            return null;
        }

        using var image = ImageBytes.Read(request.ImagePath);
        using Stream bytes = image.OpenRead();
        var entry = new DepotEntry(key, result.LinkedImages, request.Project, result.BuildId!, BlobDigest.Of(bytes), result.Roots, result.Diagnostics) { RestsOn = result.RestsOn };
        if (DepotImageCheck.Fault(image, entry) is not null)
        {
            return null;
        }

        Keep(image, entry, diagnostics);
        return entry;
    }

    /// <summary>Puts an image that was made on the server of the team.</summary>
    /// <param name="request">The package; the image lies where it says.</param>
    /// <param name="entry">What is known of it.</param>
    /// <param name="diagnostics">Gets what is wrong.</param>
    /// <param name="cancellation">Ends the transfer.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    internal void PutRemote(SerializeRequest request, DepotEntry entry, CaptureDiagnostics diagnostics, CancellationToken cancellation) =>
        _remote?.Put(request.ImagePath, entry, diagnostics, cancellation);

    /// <summary>Waits until nobody else makes the image of a package.</summary>
    /// <param name="request">The package.</param>
    /// <param name="key">The package's key.</param>
    /// <param name="diagnostics">Gets what is wrong.</param>
    /// <param name="notices">Gets, while this waits, for whom.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The lock; <see langword="null"/> where the image is to be made without.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    internal UnitLock? Lock(SerializeRequest request, string key, CaptureDiagnostics diagnostics, IProgress<ImagingDiagnostic>? notices, CancellationToken cancellation)
    {
        LockOwner? holder = null;
        UnitLock? unit = null;
        bool isTried = Use(_own, "written", diagnostics, () => unit = UnitLock.Acquire(
            _own.Layout,
            key,
            LockOwner.Current(request.Project),
            settings.Patience,
            settings.NoticeAfter,
            owner =>
            {
                holder = owner;
                notices?.Report(new ImagingDiagnostic(
                    DiagnosticCodes.ImageMadeElsewhere,
                    ImagingSeverity.Message,
                    $"{request.Project}: waiting for the same image: it is being made by {Describe(owner)}. After {settings.Patience.TotalMinutes:0.##} minutes this build makes its own."));
            },
            cancellation));
        if (isTried && unit is null)
        {
            diagnostics.Warn(
                DiagnosticCodes.ImageMadeElsewhere,
                $"the image is made here, because this build waited {settings.Patience.TotalMinutes:0.##} minutes for the one that is being made by {Describe(holder)}. If that process hangs, end it; ImagingBuilderTimeout limits how long a builder may take.");
        }

        return unit;
    }

    public void Dispose() => _remote?.Dispose();

    // Where this fails the depot is not to blame, and the next one would not help.
    private static void Place(ImageBytes image, SerializeRequest request)
    {
        using Stream bytes = image.OpenRead();
        AtomicFile.Write(request.ImagePath, bytes.CopyTo);
    }

    private void Keep(ImageBytes image, DepotEntry entry, CaptureDiagnostics diagnostics) => Use(_own, "written", diagnostics, () =>
    {
        _own.Put(image, entry);
        new DepotEviction(_own.Layout).RunIfOver(settings.SizeLimit);
    });

    private static string Describe(LockOwner? owner) => owner?.ToString() ?? "another process";

    private bool Use(DepotStore store, string how, CaptureDiagnostics diagnostics, Action use)
    {
        try
        {
            use();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (Interlocked.Exchange(ref _isTroubleTold, 1) == 0)
            {
                diagnostics.Warn(
                    DiagnosticCodes.DepotNotUsable,
                    $"the depot {store.Layout.Root} cannot be {how}: {exception.Message.TrimEnd('.')}. Images are made without it. {(store == _own ? $"Set ImagingDepotPath to a directory that you may write to, or to '{DepotOptions.Off}'." : "Let ImagingDepotFallbackPaths name directories that you may read.")}");
            }

            return false;
        }
    }
}
