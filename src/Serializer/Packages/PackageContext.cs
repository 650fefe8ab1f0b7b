using System.Reflection;
using System.Runtime.Loader;

namespace Imaging.Serializer.Packages;

/// <summary>
/// A load context for one package and its closure as resolved. Only the framework is shared with the process
/// around it, whatever else that has loaded.
/// </summary>
internal sealed class PackageContext : AssemblyLoadContext
{
    private readonly Dictionary<string, string> _closure = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _packageName;

    internal PackageContext(string assemblyPath, IReadOnlyList<string> closure)
        : base("Imaging: " + Path.GetFileNameWithoutExtension(assemblyPath), isCollectible: true)
    {
        foreach (string path in closure)
        {
            _closure.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }

        _packageName = Path.GetFileNameWithoutExtension(assemblyPath);
        CopyDirectory = Directory.CreateTempSubdirectory("imaging-").FullName;
        _closure[_packageName] = assemblyPath;
    }

    /// <summary>Where the copies lie that are loaded.</summary>
    internal string CopyDirectory { get; }

    /// <summary>Loads the package itself.</summary>
    internal Assembly LoadPackage() => LoadFromAssemblyName(new AssemblyName(_packageName));

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name!;
        if (_closure.TryGetValue(name, out string? path))
        {
            return LoadFromAssemblyPath(PrivateCopy(path));
        }

        // Satellite assemblies that are not there are the ordinary case.
        return FrameworkDirectory.Has(name) || !string.IsNullOrEmpty(assemblyName.CultureName)
            ? null
            : throw new FileNotFoundException($"{name} is neither in the package's closure nor in the framework {Environment.Version}");
    }

    /// <summary>Puts the symbols of what is loaded where stack traces look for them.</summary>
    internal void CopySymbols()
    {
        foreach (Assembly assembly in Assemblies)
        {
            if (assembly.GetName().Name is { } name && _closure.TryGetValue(name, out string? path) && Path.ChangeExtension(path, ".pdb") is var symbols && File.Exists(symbols))
            {
                PrivateCopy(symbols);
            }
        }
    }

    /// <summary>Deletes the copies. Where the system keeps a loaded file from being deleted, they stay in the temporary directory.</summary>
    internal static void DeleteCopies(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The directory of temporary files is the system's to clean.
        }
    }

    // A loaded file stays mapped for a while after its context is gone. A compiler that writes the next version in its
    // place would change code under the process that builds.
    private string PrivateCopy(string path)
    {
        string copy = Path.Combine(CopyDirectory, Path.GetFileName(path));
        File.Copy(path, copy, overwrite: true);
        return copy;
    }
}
