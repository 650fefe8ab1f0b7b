using System.Text.Json;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Packages;

/// <summary>
/// What an image was made from, in a file beside it that is not deployed. It holds the diagnostics too: what a user made an
/// error must be an error in the next build, although nothing has to be made again.
/// </summary>
/// <param name="Key">The package's key, as one hash.</param>
/// <param name="Parts">What went into the key, to tell what changed.</param>
/// <param name="RestsOn">Simple names of the assemblies in its closure that were loaded when it was made; <see langword="null"/> where that is not known.</param>
/// <param name="LinkedImages">Build ids of the images of dependencies that it rests on, by name.</param>
/// <param name="BuildId">The image's build id.</param>
/// <param name="Diagnostics">What the user must know.</param>
internal sealed record ImageKey(
    string Key,
    IReadOnlyDictionary<string, string> Parts,
    IReadOnlyCollection<string>? RestsOn,
    IReadOnlyDictionary<string, string> LinkedImages,
    string BuildId,
    IReadOnlyList<ImagingDiagnostic> Diagnostics)
{
    private const string Extension = ".key";

    /// <summary>The key of an image; <see langword="null"/> where there is none that can be read.</summary>
    internal static ImageKey? Read(string imagePath)
    {
        try
        {
            // One of an earlier version of Imaging lacks the parts.
            return JsonSerializer.Deserialize<ImageKey>(File.ReadAllBytes(PathOf(imagePath))) is { Parts: not null } key ? key : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Path of the key of an image.</summary>
    internal static string PathOf(string imagePath) => imagePath + Extension;

    internal static void Delete(string imagePath) => File.Delete(PathOf(imagePath));

    internal void Write(string imagePath) => AtomicFile.Write(PathOf(imagePath), stream => JsonSerializer.Serialize(stream, this));
}
