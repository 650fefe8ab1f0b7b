using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;

namespace Imaging.Serializer.Reading;

/// <summary>The assemblies in the directory that an image lies in, as a program there finds them.</summary>
internal sealed class DeployedAssemblies
{
    private readonly AssemblyDependencyResolver? _resolver;

    /// <param name="imagePath">Path of the image.</param>
    internal DeployedAssemblies(string imagePath)
    {
        Directory = Path.GetDirectoryName(Path.GetFullPath(imagePath))!;
        IsSelfContained = File.Exists(Path.Combine(Directory, typeof(object).Assembly.GetName().Name + ".dll"));
        _resolver = CreateResolver(Directory, Path.GetFileNameWithoutExtension(imagePath));
    }

    internal string Directory { get; }

    /// <summary>Whether the framework lies there too.</summary>
    internal bool IsSelfContained { get; }

    /// <summary>Full path of an assembly; <see langword="null"/> where it is not there.</summary>
    internal string? Find(string name)
    {
        string? resolved = _resolver?.ResolveAssemblyToPath(new AssemblyName(name));
        if (resolved is not null && resolved.StartsWith(Directory + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return resolved;
        }

        string beside = Path.Combine(Directory, name + ".dll");
        return File.Exists(beside) ? beside : null;
    }

    /// <summary>Module version id of a framework assembly that a program there runs on.</summary>
    /// <returns><see langword="null"/> where there is no such assembly.</returns>
    /// <exception cref="BadImageFormatException">It is none.</exception>
    internal Guid? FrameworkMvid(string name)
    {
        string path = Path.Combine(IsSelfContained ? Directory : Path.GetDirectoryName(typeof(object).Assembly.Location)!, name + ".dll");
        if (!File.Exists(path))
        {
            return null;
        }

        using FileStream stream = File.OpenRead(path);
        using var image = new PEReader(stream);
        MetadataReader metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    // A program's deps.json knows where it keeps its assemblies; without one they lie side by side.
    private static AssemblyDependencyResolver? CreateResolver(string directory, string package)
    {
        if (!System.IO.Directory.Exists(directory))
        {
            return null;
        }

        IEnumerable<string> programs = System.IO.Directory.EnumerateFiles(directory, "*.runtimeconfig.json")
            .Select(static path => path[..^".runtimeconfig.json".Length])
            .Order(StringComparer.Ordinal);
        foreach (string component in programs.Append(Path.Combine(directory, package)))
        {
            if (!File.Exists(component + ".deps.json") || !File.Exists(component + ".dll"))
            {
                continue;
            }

            try
            {
                return new AssemblyDependencyResolver(component + ".dll");
            }
            catch (InvalidOperationException)
            {
                // It names packages that were never copied here, as the deps.json of a library does.
            }
        }

        return null;
    }
}
