using Imaging.Format;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Graphs;

/// <summary>The images in a directory, opened as they are asked for, with the assemblies that lie there.</summary>
internal sealed class ImageDirectory : IDisposable
{
    private readonly DeployedAssemblies _deployed;
    private readonly DeployedModules _modules;
    private readonly Dictionary<string, OpenedImage> _images = new(StringComparer.Ordinal);

    /// <param name="imagePath">An image in the directory.</param>
    internal ImageDirectory(string imagePath)
    {
        _deployed = DeployedAssemblies.Around(imagePath);
        _modules = new DeployedModules(_deployed);
    }

    internal string Path => _deployed.Directory;

    /// <summary>Whether an assembly lies in the directory.</summary>
    internal bool HasAssembly(string name) => _deployed.Find(name) is not null;

    /// <summary>Opens an image, here or elsewhere, with the assemblies of this directory.</summary>
    internal OpenedImage Open(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        if (!_images.TryGetValue(full, out OpenedImage? known))
        {
            _images.Add(full, known = OpenedImage.Open(full, _deployed, _modules, Linked));
        }

        return known;
    }

    /// <summary>The objects of the image that a dependency's build id names; <see langword="null"/> where it is not here, or cannot be read.</summary>
    internal ImageGraph? Linked(ImageView image, uint dependency)
    {
        ref readonly RawDependency linked = ref image.Dependencies[dependency];
        string path = System.IO.Path.Combine(Path, image.Text(linked.Name) + ImageFormat.Extension);

        return linked.Image != default && Open(path).Graph is { } graph && graph.View.Header.BuildId == linked.Image ? graph : null;
    }

    /// <summary>Where an image that was opened lies.</summary>
    internal string PathOf(ImageGraph graph) => _images.Values.First(image => image.Graph == graph).Path;

    /// <summary>The images here that are linked to one. What is no image is passed over.</summary>
    internal IReadOnlyList<OpenedImage> LinkedTo(string package, BuildId buildId) =>
    [
        .. Directory.EnumerateFiles(Path, "*" + ImageFormat.Extension)
            .Order(StringComparer.Ordinal)
            .Where(path => IsLinked(path, package, buildId))
            .Select(Open),
    ];

    public void Dispose()
    {
        foreach (OpenedImage image in _images.Values)
        {
            image.Dispose();
        }

        _modules.Dispose();
    }

    private static bool IsLinked(string path, string package, BuildId buildId)
    {
        try
        {
            using var image = ImageBytes.Read(path);
            return ImageLinks.DependencyOn(image.View, package, buildId) is not null;
        }
        catch (ImageFormatException)
        {
            return false;
        }
    }
}
