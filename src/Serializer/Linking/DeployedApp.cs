using Imaging.Format;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Linking;

/// <summary>What is linked: an app, in the directory that it starts from.</summary>
internal sealed class DeployedApp
{
    /// <param name="name">Name of the app, without an extension.</param>
    /// <param name="directory">Path of the directory.</param>
    /// <param name="images">Absolute paths of the images that are deployed with it. Those in folders below belong to what the app loads from there.</param>
    internal DeployedApp(string name, string directory, IEnumerable<string> images)
    {
        Name = name;
        Directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        Images = [.. images.Where(image => Path.GetDirectoryName(image) == Directory).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    internal string Name { get; }

    internal string Directory { get; }

    internal IReadOnlyList<string> Images { get; }

    /// <summary>Where its link manifest lies.</summary>
    internal string ManifestPath => Path.Combine(Directory, Name + LinkManifest.Extension);

    /// <summary>The app with every image that lies beside it.</summary>
    internal static DeployedApp Find(string name, string directory) =>
        new(name, directory, System.IO.Directory.EnumerateFiles(Path.GetFullPath(directory), "*" + ImageFormat.Extension));

    /// <summary>The assemblies that the app loads.</summary>
    internal DeployedAssemblies Assemblies() => new(Directory, [Name]);
}
