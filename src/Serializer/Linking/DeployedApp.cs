using Imaging.Format;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Linking;

/// <summary>What is linked: an app, in the directory that it starts from.</summary>
/// <param name="Name">Name of the app, without an extension.</param>
/// <param name="Directory">Absolute path of the directory.</param>
/// <param name="Images">Absolute paths of the images that are deployed with it.</param>
internal sealed record DeployedApp(string Name, string Directory, IReadOnlyList<string> Images)
{
    /// <summary>Where its link manifest lies.</summary>
    internal string ManifestPath => Path.Combine(Directory, Name + LinkManifest.Extension);

    /// <summary>The app with every image that lies beside it.</summary>
    internal static DeployedApp Find(string name, string directory)
    {
        string full = Path.GetFullPath(directory);
        return new DeployedApp(name, full, [.. System.IO.Directory.EnumerateFiles(full, "*" + ImageFormat.Extension).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The assemblies that the app loads.</summary>
    internal DeployedAssemblies Assemblies() => new(Directory, [Name]);
}
