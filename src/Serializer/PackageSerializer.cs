using System.Collections.Concurrent;
using Imaging.Identity;
using Imaging.Serializer.Depot;
using Imaging.Serializer.Packages;
using Imaging.Serializer.Verifying;

namespace Imaging.Serializer;

/// <summary>Serializes one package into an image.</summary>
public static class PackageSerializer
{
    /// <summary>Makes the image of a package, or finds that the one in place is up to date.</summary>
    /// <param name="request">The package.</param>
    /// <param name="cancellation">Ends the work between two roots.</param>
    /// <returns>What became of it. What the user must know is in its diagnostics, not thrown.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    /// <exception cref="IOException">A file of the request cannot be read, or the image cannot be written.</exception>
    public static SerializeResult Serialize(SerializeRequest request, CancellationToken cancellation) => Serialize(request, depot: null, notices: null, cancellation);

    /// <summary>
    /// Makes the image of a package, finds that the one in place is up to date, or takes it from a depot; while another
    /// build makes the same image, waits for it. A depot has to do with verified images only.
    /// </summary>
    /// <param name="request">The package.</param>
    /// <param name="depot">Where finished images are kept; <see langword="null"/> for none.</param>
    /// <param name="notices">Gets what the user must know while this waits; <see langword="null"/> for nobody.</param>
    /// <param name="cancellation">Ends the waiting, and the work between two roots.</param>
    /// <returns>What became of it. What the user must know is in its diagnostics, not thrown.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    /// <exception cref="IOException">A file of the request cannot be read, or the image cannot be written.</exception>
    internal static SerializeResult Serialize(SerializeRequest request, ImageDepot? depot, IProgress<ImagingDiagnostic>? notices, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var facts = new ConcurrentDictionary<string, AssemblyFacts>(StringComparer.Ordinal);
        return Serialize(request, path => facts.GetOrAdd(path, AssemblyFacts.Read), depot, notices, cancellation);
    }

    /// <param name="request">The package.</param>
    /// <param name="factsOf">What identifies an assembly file: read once for all packages of a worklist.</param>
    /// <param name="depot">Where finished images are kept; <see langword="null"/> for none.</param>
    /// <param name="notices">Gets what the user must know while this waits; <see langword="null"/> for nobody.</param>
    /// <param name="cancellation">Ends the waiting, and the work between two roots.</param>
    internal static SerializeResult Serialize(
        SerializeRequest request, Func<string, AssemblyFacts> factsOf, ImageDepot? depot, IProgress<ImagingDiagnostic>? notices, CancellationToken cancellation)
    {
        if (!RootReferences.Exist(request.AssemblyPath))
        {
            DeleteImage(request.ImagePath);
            return new SerializeResult(UpToDate: false, ImageWritten: false, null, [], []);
        }

        PackageKey key = PackageKey.Of(request, factsOf);
        ImageKey? known = ImageKey.Read(request.ImagePath) is { } found && DependencyBuilds.BuildIdOf(request.ImagePath) == found.BuildId ? found : null;
        IReadOnlyList<ChangedDependencyImage> changes = known is null ? [] : DependencyBuilds.Changes(request, known.LinkedImages);
        string? reason = known is null ? Staleness.NoImage : Staleness.Find(known, key, changes);
        if (known is not null && reason is null)
        {
            return new SerializeResult(UpToDate: true, ImageWritten: false, known.BuildId, [], known.Diagnostics)
            {
                Verified = request.Verify && known.Diagnostics.All(static diagnostic => diagnostic.Code != DiagnosticCodes.NotVerified),
            };
        }

        DepotSerialization? shared = depot is not null && request.Verify ? new DepotSerialization(depot, request, key.Hash, notices) : null;
        SerializeResult result = shared is null ? Make() : shared.Run(Make, cancellation);
        if (result.ImageWritten)
        {
            new ImageKey(key.Hash, key.Parts, result.RestsOn, result.LinkedImages, result.BuildId!, result.Diagnostics).Write(request.ImagePath);
        }
        else
        {
            DeleteImage(request.ImagePath);
        }

        return result with { Reason = reason, Diagnostics = [.. result.Diagnostics, .. shared?.Diagnostics ?? []], ChangedDependencyImages = changes };

        SerializeResult Make()
        {
            using var scratch = new ScratchDirectory();
            return request.Verify
                ? new VerifiedCapture(request, scratch, factsOf, cancellation).Run()
                : new FirstCapture(scratch, factsOf, cancellation).Run(request);
        }
    }

    private static void DeleteImage(string path)
    {
        File.Delete(path);
        ImageKey.Delete(path);
    }
}
