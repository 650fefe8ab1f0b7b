using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace Imaging.Serializer.Packages;

/// <summary>
/// A load context for one package and its closure as resolved. Only the framework is shared with the process
/// around it, whatever else that has loaded.
/// </summary>
internal sealed class PackageContext : AssemblyLoadContext
{
    private readonly Dictionary<string, string> _closure;
    private readonly IReadOnlyList<SharedFramework> _frameworks;
    private readonly bool _sharesFrameworks;
    private readonly PrivateCopies _copies;
    private readonly ConcurrentDictionary<string, bool> _loaded;
    private readonly string _packageName;

    internal PackageContext(SerializeRequest request, PrivateCopies copies)
        : base("Imaging: " + Path.GetFileNameWithoutExtension(request.AssemblyPath), isCollectible: true)
    {
        _closure = new(StringComparer.OrdinalIgnoreCase);
        foreach (string path in request.Closure)
        {
            _closure.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }

        _packageName = Path.GetFileNameWithoutExtension(request.AssemblyPath);
        _closure[_packageName] = request.AssemblyPath;
        _frameworks = request.Frameworks;
        _sharesFrameworks = !SharedFramework.AreReplaced(_frameworks, _closure.Keys);
        _copies = copies;
        _loaded = new(StringComparer.OrdinalIgnoreCase);
    }

    private PackageContext(PackageContext first)
        : base(first.Name, isCollectible: true)
    {
        _closure = first._closure;
        _frameworks = first._frameworks;
        _sharesFrameworks = first._sharesFrameworks;
        _packageName = first._packageName;
        _copies = first._copies;
        _loaded = first._loaded;
    }

    /// <summary>Simple names of what was loaded of the closure, here or in a context made by <see cref="Again"/>.</summary>
    internal IReadOnlyCollection<string> Loaded => [.. _loaded.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A context of the same files, in which nothing has run yet. It is unloaded with this one.</summary>
    internal PackageContext Again()
    {
        var again = new PackageContext(this);
        Unloading += _ => again.Unload();
        return again;
    }

    /// <summary>Loads the package itself.</summary>
    internal Assembly LoadPackage() => LoadFromAssemblyName(new AssemblyName(_packageName));

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name!;
        if (_closure.TryGetValue(name, out string? path))
        {
            _loaded.TryAdd(name, true);
            return LoadFromAssemblyPath(_copies.Of(path));
        }

        // Satellite assemblies that are not there are the ordinary case.
        if (FrameworkDirectory.CoreHas(name) || (_sharesFrameworks && FrameworkDirectory.Has(name)) || !string.IsNullOrEmpty(assemblyName.CultureName))
        {
            return null;
        }

        // Builders run where all frameworks are. A process that lacks one looks at its types only.
        return SharedFramework.FileIn(_frameworks, name) is { } file
            ? LoadFromAssemblyPath(file)
            : throw new FileNotFoundException($"{name} is neither in the package's closure nor in the framework {string.Join(", ", _frameworks.Select(static framework => framework.ToString()).Prepend(Environment.Version.ToString()))}");
    }

    /// <summary>Puts the symbols of what is loaded where stack traces look for them.</summary>
    internal void CopySymbols()
    {
        foreach (Assembly assembly in Assemblies)
        {
            if (assembly.GetName().Name is { } name && _closure.TryGetValue(name, out string? path) && Path.ChangeExtension(path, ".pdb") is var symbols && File.Exists(symbols))
            {
                _copies.Of(symbols);
            }
        }
    }
}
