using Imaging.Format;

namespace Imaging.Serializer.Packages;

/// <summary>Which builds of dependencies' images a package rests on: those whose roots its builders read.</summary>
internal static unsafe class DependencyBuilds
{
    /// <summary>What stands for a dependency without an image.</summary>
    internal const string None = "";

    /// <summary>Whether the images of dependencies are those that an image was made with.</summary>
    /// <param name="request">The package.</param>
    /// <param name="recorded">Build ids by the names of dependencies.</param>
    internal static bool AreCurrent(SerializeRequest request, IReadOnlyDictionary<string, string> recorded) =>
        recorded.All(dependency => Current(request, dependency.Key) == dependency.Value);

    private static string Current(SerializeRequest request, string dependency)
    {
        string? path = request.DependencyImages.FirstOrDefault(image => Path.GetFileNameWithoutExtension(image) == dependency);
        return path is null ? None : BuildIdOf(path) ?? None;
    }

    /// <summary>The build id that an image says it has; <see langword="null"/> where there is none.</summary>
    internal static string? BuildIdOf(string image)
    {
        if (!File.Exists(image))
        {
            return null;
        }

        using FileStream stream = File.OpenRead(image);
        RawHeader header = default;
        return stream.ReadAtLeast(new Span<byte>(&header, sizeof(RawHeader)), sizeof(RawHeader), throwOnEndOfStream: false) == sizeof(RawHeader) && header.Magic == ImageFormat.Magic
            ? header.BuildId.ToString()
            : null;
    }
}
