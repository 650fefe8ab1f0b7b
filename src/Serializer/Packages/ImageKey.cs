using System.Text.Json;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Packages;

/// <summary>
/// What an image was made from, in a file beside it that is not deployed. It holds the diagnostics too: what a user made an
/// error must be an error in the next build, although nothing has to be made again.
/// </summary>
/// <param name="Key">The package's key.</param>
/// <param name="LinkedImages">Build ids of the images of dependencies that it rests on, by name.</param>
/// <param name="BuildId">The image's build id.</param>
/// <param name="Diagnostics">What the user must know.</param>
internal sealed record ImageKey(string Key, IReadOnlyDictionary<string, string> LinkedImages, string BuildId, IReadOnlyList<ImagingDiagnostic> Diagnostics)
{
    private const string Extension = ".key";

    /// <summary>The key of an image; <see langword="null"/> where there is none that can be read.</summary>
    internal static ImageKey? Read(string imagePath)
    {
        try
        {
            return JsonSerializer.Deserialize<ImageKey>(File.ReadAllBytes(imagePath + Extension));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    internal static void Delete(string imagePath) => File.Delete(imagePath + Extension);

    internal void Write(string imagePath) => AtomicFile.Write(imagePath + Extension, stream => JsonSerializer.Serialize(stream, this));
}
