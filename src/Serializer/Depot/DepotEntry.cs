using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Imaging.Serializer.Depot;

/// <summary>What a depot knows of one image: what it is good for, and all that a build says of an image that it makes.</summary>
/// <param name="Key">The package's key: what its image is a function of, apart from the images of dependencies.</param>
/// <param name="LinkedImages">Build ids of the images of dependencies that it rests on, by name.</param>
/// <param name="Project">The project that it was made for, which the diagnostics name.</param>
/// <param name="BuildId">The image's build id.</param>
/// <param name="Image">The image's bytes.</param>
/// <param name="Roots">What became of each root, with the times that were measured when it was made.</param>
/// <param name="Diagnostics">What a user of the image must know.</param>
internal sealed record DepotEntry(
    string Key,
    IReadOnlyDictionary<string, string> LinkedImages,
    string Project,
    string BuildId,
    BlobDigest Image,
    IReadOnlyList<RootOutcome> Roots,
    IReadOnlyList<ImagingDiagnostic> Diagnostics)
{
    /// <summary>What was loaded of the closure when the image was made; <see langword="null"/> where that is not known.</summary>
    public IReadOnlyCollection<string>? RestsOn { get; init; }

    /// <summary>What the entry is found by where the images of dependencies are known: a SHA-256 in hexadecimal.</summary>
    internal string Id => IdOf(Key, LinkedImages);

    internal static string IdOf(string key, IEnumerable<KeyValuePair<string, string>> linkedImages)
    {
        string images = string.Concat(linkedImages.OrderBy(static image => image.Key, StringComparer.Ordinal).Select(static image => $"image {image.Key} {image.Value}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"entry {key}\n{images}")));
    }

    internal byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Reads an entry; <see langword="null"/> for what is none.</summary>
    internal static DepotEntry? Decode(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<DepotEntry>(json) is
                { Key: not null, LinkedImages: not null, Project: not null, BuildId: not null, Image.Sha256: not null, Roots: not null, Diagnostics: not null } entry
                && BlobDigest.IsHash(entry.Key) && BlobDigest.IsHash(entry.Image.Sha256)
                && entry.LinkedImages.Values.All(static build => build is not null)
                && entry.Roots.All(static root => root is { Root: not null })
                && entry.Diagnostics.All(static diagnostic => diagnostic is { Code: not null, Message: not null, Severity: not ImagingSeverity.Error })
                ? entry
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What a build says that takes the image.</summary>
    /// <param name="project">The project that takes it.</param>
    /// <param name="from">Where it takes it from.</param>
    internal SerializeResult ToResult(string project, string from) => new(UpToDate: false, ImageWritten: true, BuildId, Roots, [.. Diagnostics.Select(diagnostic => Renamed(diagnostic, project))])
    {
        Verified = true,
        LinkedImages = LinkedImages,
        RestsOn = RestsOn,
        TakenFrom = from,
    };

    private ImagingDiagnostic Renamed(ImagingDiagnostic diagnostic, string project) =>
        diagnostic.Message.StartsWith(Project + ":", StringComparison.Ordinal) ? diagnostic with { Message = project + diagnostic.Message[Project.Length..] } : diagnostic;
}
