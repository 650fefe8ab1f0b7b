using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Imaging.Format;
using Imaging.Identity;
using Imaging.Servicing;

namespace Imaging.Restore;

/// <summary>Finds the assemblies that an image knows, and proves that they are the ones it was made with.</summary>
internal sealed class DependencyResolver(ImageView image, Module package)
{
    private readonly Module?[] _modules = new Module?[image.Dependencies.Count];
    private readonly bool[] _proven = new bool[image.Dependencies.Count];
    private readonly bool[] _otherBuild = new bool[image.Dependencies.Count];
    private AssemblyLoadContext? _context;

    /// <summary>A framework assembly that was asked for is another build than the image was made with, so types must be compared.</summary>
    internal bool HasOtherBuild { get; private set; }

    /// <summary>Whether a dependency that was asked for is another build of the framework than the image was made with.</summary>
    internal bool IsOtherBuild(uint dependency) => _otherBuild[dependency];

    /// <summary>Whether the package is in the context that the program is in, which shares nothing with others.</summary>
    internal bool IsOfDefaultContext => Context == AssemblyLoadContext.Default;

    internal string Name(uint dependency) => image.Text(image.Dependencies[dependency].Name);

    /// <summary>The loaded module of a dependency, proven to be the one that the image was made with.</summary>
    /// <exception cref="RestoreException">It is another one, or cannot be loaded.</exception>
    internal Module Module(uint dependency)
    {
        Prove(dependency);
        return _modules[dependency] ??= Load(dependency);
    }

    /// <summary>Lets the second thread begin to identify a package.</summary>
    /// <exception cref="RestoreException">It cannot be loaded.</exception>
    internal void BeginProof(uint dependency)
    {
        ref readonly RawDependency expected = ref image.Dependencies[dependency];
        if (expected.Kind != DependencyKind.Framework && !_proven[dependency] && !package.Assembly.IsCollectible)
        {
            string path = AssemblyFile(dependency, image.Text(expected.Name));
            AssemblyChecksums.Begin(path, isLoaded: _modules[dependency] is not null);
        }
    }

    /// <summary>Proves that a dependency is the one that the image was made with.</summary>
    /// <exception cref="RestoreException">It is not.</exception>
    internal void Prove(uint dependency)
    {
        ref readonly RawDependency expected = ref image.Dependencies[dependency];
        if (Volatile.Read(ref _proven[dependency]))
        {
            return;
        }

        if (expected.Kind == DependencyKind.Framework)
        {
            _modules[dependency] = Load(dependency);
            ProveFramework(expected, dependency, _modules[dependency]!);
        }
        else
        {
            ProvePackage(expected, dependency);
        }

        // Two units may be restored at once: who sees that it is proven sees of which build it is.
        Volatile.Write(ref _proven[dependency], true);
    }

    /// <summary>The load context that a dependency is in, where it is not the package's own: one that shares the dependency with it.</summary>
    internal AssemblyLoadContext? SharingContext(uint dependency)
    {
        if (image.Dependencies[dependency].Kind == DependencyKind.Framework)
        {
            return null;
        }

        AssemblyLoadContext? context = AssemblyLoadContext.GetLoadContext(Module(dependency).Assembly);
        return context == Context ? null : context;
    }

    /// <summary>Proves what another load context binds: what the package's context shares with it finds there what it references, which may be other files.</summary>
    /// <exception cref="RestoreException">That context binds another dependency than the image was made with.</exception>
    internal void ProveIn(AssemblyLoadContext context, uint dependency)
    {
        ref readonly RawDependency expected = ref image.Dependencies[dependency];
        string name = image.Text(expected.Name);
        if (dependency == ImageFormat.SelfDependency || expected.Kind == DependencyKind.Framework)
        {
            return;
        }

        if (context == AssemblyLoadContext.Default && TrustedAssemblies.Find(name) is { } trusted)
        {
            ProveFile(expected, name, trusted, null);
        }
        else if (TryLoad(context, name) is { } bound)
        {
            ProveFile(expected, name, FileOf(bound, name), bound);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ProveFramework(in RawDependency expected, uint dependency, Module module)
    {
        var identity = new Guid128(LoadedMetadata.Of(module.Assembly).ModuleVersion);
        if (identity.High != expected.IdentityHigh || identity.Low != expected.IdentityLow)
        {
            OtherFramework.CheckVersion(image.Text(expected.Name), image.Text(expected.Version), module);
            _otherBuild[dependency] = true;
            HasOtherBuild = true;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ProvePackage(in RawDependency expected, uint dependency)
    {
        string name = image.Text(expected.Name);
        string path = AssemblyFile(dependency, name);
        ProveFile(expected, name, path, _modules[dependency]);
    }

    private void ProveFile(in RawDependency expected, string name, string path, Module? loaded)
    {
        ulong checksum;
        try
        {
            checksum = AssemblyChecksums.Of(path, loaded);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            throw new RestoreException($"{name} cannot be identified: {exception.Message}");
        }

        if (checksum != expected.Checksum)
        {
            throw new RestoreException(
                $"{name} changed: the image was made with other code than that of {path} (version {image.Text(expected.Version)} then)");
        }
    }

    private string AssemblyFile(uint dependency, string name)
    {
        if (dependency != ImageFormat.SelfDependency
            && _modules[dependency] is null
            && IsOfDefaultContext
            && TrustedAssemblies.Find(name) is { } trusted)
        {
            return trusted;
        }

        return FileOf(_modules[dependency] ??= Load(dependency), name);
    }

    private static string FileOf(Module module, string name)
    {
#pragma warning disable IL3000 // Empty in a single-file app: that is the question.
        string location = module.Assembly.Location;
#pragma warning restore IL3000
        return location.Length > 0
            ? location
            : throw new RestoreException($"{name} was not loaded from a file, so its code cannot be identified");
    }

    private AssemblyLoadContext Context => _context ??= AssemblyLoadContext.GetLoadContext(package.Assembly) ?? AssemblyLoadContext.Default;

    private Module Load(uint dependency)
    {
        if (dependency == ImageFormat.SelfDependency)
        {
            return package;
        }

        if (dependency == ImageFormat.CoreDependency)
        {
            return typeof(object).Module;
        }

        return LoadByName(image.Text(image.Dependencies[dependency].Name));
    }

    // Apart: small packages rest on the core library alone, and need not load the types of assembly names.
    private Module LoadByName(string name)
    {
        try
        {
            return Load(Context, name);
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            throw new RestoreException($"{name} cannot be loaded: {exception.Message}");
        }
    }

    private static Module? TryLoad(AssemblyLoadContext context, string name)
    {
        try
        {
            return Load(context, name);
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            return null;
        }
    }

    private static Module Load(AssemblyLoadContext context, string name) => context.LoadFromAssemblyName(new AssemblyName { Name = name }).ManifestModule;
}
