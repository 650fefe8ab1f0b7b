using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Imaging.Format;
using Imaging.Serializer.Packages;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Depot.Remote;

/// <summary>
/// The depot that a team shares, on a cache server. A package's key leads to the names of the dependencies whose images
/// matter; key, names and the builds at hand lead to the entry and the image. The first trouble ends its use for the build.
/// </summary>
/// <param name="settings">Where it is.</param>
internal sealed class RemoteDepot(RemoteSettings settings) : IDisposable
{
    private const string EntryFile = "entry.json";
    private const string ImageFile = "image.pkgimg";
    private const string LinkagesFile = "linkages.json";
    private const int MostLinkages = 16;
    private const long LargestText = 16 << 20;

    private readonly RemoteCache _cache = new(settings);
    private volatile bool _isRead = true;
    private volatile bool _isWritten = !settings.IsReadOnly;
    private int _isTroubleTold;

    /// <summary>Where it is, for people.</summary>
    internal string Name => settings.Address.AbsoluteUri;

    /// <summary>Gets the image of a package and what is known of it.</summary>
    /// <param name="request">The package.</param>
    /// <param name="key">The package's key.</param>
    /// <param name="path">The file to put the image into, for as long as it is not checked.</param>
    /// <param name="diagnostics">Gets what is wrong.</param>
    /// <param name="cancellation">Ends the transfer.</param>
    /// <returns>The entry, whose image is in the file and holds; <see langword="null"/> where there is none.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    internal DepotEntry? Take(SerializeRequest request, string key, string path, CaptureDiagnostics diagnostics, CancellationToken cancellation)
    {
        if (_isRead)
        {
            try
            {
                foreach (string[] linkage in Linkages(key, cancellation))
                {
                    string id = DepotEntry.IdOf(key, DependencyBuilds.Current(request, linkage));
                    if (_cache.GetActionResult(id, cancellation) is { } result && Get(key, id, result, path, cancellation) is { } entry)
                    {
                        return entry;
                    }
                }
            }
            catch (RemoteException exception)
            {
                _isRead = _isWritten = false;
                Tell(diagnostics, exception, "This build goes on without it.");
            }
        }

        return null;
    }

    /// <summary>Puts an image there, unless the depot is only read.</summary>
    /// <param name="path">The image.</param>
    /// <param name="entry">What is known of it.</param>
    /// <param name="diagnostics">Gets what is wrong.</param>
    /// <param name="cancellation">Ends the transfer.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    internal void Put(string path, DepotEntry entry, CaptureDiagnostics diagnostics, CancellationToken cancellation)
    {
        // What is larger nobody would take.
        if (!_isWritten || entry.Image.Bytes > RemoteCache.LargestBlob)
        {
            return;
        }

        try
        {
            // What others find must lead to what is there, so blobs go first.
            using FileStream image = File.OpenRead(path);
            _cache.PutBlob(entry.Image, image, cancellation);
            _cache.PutActionResult(entry.Id, ActionResults.Encode((EntryFile, PutBlob(entry.Encode(), cancellation)), (ImageFile, entry.Image)), cancellation);
            string[] linkage = [.. entry.LinkedImages.Keys.Order(StringComparer.Ordinal)];
            string[][] known = Linkages(entry.Key, cancellation);
            if (!known.Any(linkage.SequenceEqual))
            {
                byte[] linkages = JsonSerializer.SerializeToUtf8Bytes(known.Prepend(linkage).Take(MostLinkages));
                _cache.PutActionResult(LinkagesKey(entry.Key), ActionResults.Encode((LinkagesFile, PutBlob(linkages, cancellation))), cancellation);
            }
        }
        catch (RemoteException exception)
        {
            _isWritten = false;
            Tell(diagnostics, exception, "Images that this build makes are not shared.");
        }
    }

    private BlobDigest PutBlob(byte[] content, CancellationToken cancellation)
    {
        var digest = BlobDigest.Of(content);
        _cache.PutBlob(digest, new MemoryStream(content), cancellation);
        return digest;
    }

    // A blob that is not there was removed by the server to make room.
    private string[][] Linkages(string key, CancellationToken cancellation)
    {
        if (_cache.GetActionResult(LinkagesKey(key), cancellation) is not { } result || _cache.GetBlob(Find(result, LinkagesFile, LargestText), cancellation) is not { } content)
        {
            return [];
        }

        try
        {
            string[][]? linkages = JsonSerializer.Deserialize<string[][]>(content);
            return linkages is not null && linkages.All(static linkage => linkage?.All(static name => name is not null) == true)
                ? linkages[..Math.Min(linkages.Length, MostLinkages)]
                : throw new RemoteException($"has no list of dependencies under {LinkagesFile} of {key}");
        }
        catch (JsonException)
        {
            throw new RemoteException($"has no list of dependencies under {LinkagesFile} of {key}");
        }
    }

    private DepotEntry? Get(string key, string id, byte[] result, string path, CancellationToken cancellation)
    {
        BlobDigest image = Find(result, ImageFile, RemoteCache.LargestBlob);
        if (_cache.GetBlob(Find(result, EntryFile, LargestText), cancellation) is not { } content)
        {
            return null;
        }

        if (DepotEntry.Decode(content) is not { } entry || entry.Key != key || entry.Id != id || entry.Image != image)
        {
            throw new RemoteException($"has the entry of something else under ac/{id}");
        }

        using (FileStream file = File.Create(path))
        {
            if (!_cache.TryGetBlob(image, file, cancellation))
            {
                return null;
            }
        }

        return Fault(path, entry) is { } fault ? throw new RemoteException($"has an image under cas/{image.Sha256} that is of no use: {fault}") : entry;
    }

    private static string? Fault(string path, DepotEntry entry)
    {
        try
        {
            using var image = ImageBytes.Read(path);
            return DepotImageCheck.Fault(image, entry);
        }
        catch (ImageFormatException exception)
        {
            return exception.Message;
        }
    }

    private static BlobDigest Find(byte[] result, string file, long most) =>
        ActionResults.Find(result, file, most)
        ?? throw new RemoteException(string.Create(CultureInfo.InvariantCulture, $"has something under ac/ that is no ActionResult with the file {file} of at most {most} bytes"));

    private static string LinkagesKey(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"linkages {key}\n")));

    private void Tell(CaptureDiagnostics diagnostics, RemoteException exception, string consequence)
    {
        if (Interlocked.Exchange(ref _isTroubleTold, 1) == 0)
        {
            diagnostics.Warn(DiagnosticCodes.RemoteNotUsable, $"the remote depot {Name} {exception.Message}. {consequence} Check the server and ImagingDepotRemote; unset it to build without.");
        }
        else
        {
            diagnostics.Tell(DiagnosticCodes.RemoteNotUsable, $"the remote depot {Name} {exception.Message}. {consequence}");
        }
    }

    public void Dispose() => _cache.Dispose();
}
