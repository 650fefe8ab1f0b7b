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
    internal static bool AreCurrent(SerializeRequest request, IReadOnlyDictionary<string, string> recorded) => Changes(request, recorded).Count == 0;

    /// <summary>The images of dependencies that are not those that an image was made with, each with what is there now.</summary>
    /// <param name="request">The package.</param>
    /// <param name="recorded">Build ids by the names of dependencies.</param>
    internal static IReadOnlyList<ChangedDependencyImage> Changes(SerializeRequest request, IReadOnlyDictionary<string, string> recorded) =>
    [
        .. recorded
            .OrderBy(static dependency => dependency.Key, StringComparer.Ordinal)
            .Select(dependency => new ChangedDependencyImage(dependency.Key, dependency.Value, Current(request, dependency.Key)))
            .Where(static dependency => dependency.Before != dependency.Now),
    ];

    /// <summary>The builds of the images of dependencies that are at hand, by name.</summary>
    internal static IReadOnlyDictionary<string, string> Current(SerializeRequest request, IEnumerable<string> dependencies) =>
        dependencies.Distinct().ToDictionary(static dependency => dependency, dependency => Current(request, dependency));

    /// <summary>The build id that an image says it has; <see langword="null"/> where there is none.</summary>
    internal static string? BuildIdOf(string image)
    {
        RawHeader header = default;
        return TryRead(image, new Span<byte>(&header, sizeof(RawHeader))) && header.Magic == ImageFormat.Magic ? header.BuildId.ToString() : null;
    }

    /// <summary>Whether the roots of a dependency's image rest on files that its builders read.</summary>
    internal static bool HasInputs(SerializeRequest request, string dependency)
    {
        byte[] prologue = new byte[ImageView.PrologueBytes];
        if (PathOf(request, dependency) is not { } path || !TryRead(path, prologue))
        {
            return false;
        }

        fixed (byte* start = prologue)
        {
            return ((RawSection*)(start + sizeof(RawHeader)))[(int)SectionKind.Inputs].Length > 0;
        }
    }

    private static string Current(SerializeRequest request, string dependency) => PathOf(request, dependency) is { } path ? BuildIdOf(path) ?? None : None;

    private static string? PathOf(SerializeRequest request, string dependency) =>
        request.DependencyImages.FirstOrDefault(image => Path.GetFileNameWithoutExtension(image) == dependency);

    private static bool TryRead(string path, Span<byte> start)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using FileStream stream = File.OpenRead(path);
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length;
    }
}
