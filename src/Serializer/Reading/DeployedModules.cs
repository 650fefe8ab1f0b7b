using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Serializer.Packages;

namespace Imaging.Serializer.Reading;

/// <summary>Deployed assemblies, loaded from copies to look at their types, until this is disposed of. None of their code runs.</summary>
internal sealed class DeployedModules(DeployedAssemblies deployed) : IDisposable
{
    private PrivateCopies? _copies;
    private DeployedContext? _context;

    /// <exception cref="IOException">There is no such assembly.</exception>
    /// <exception cref="BadImageFormatException">It is none.</exception>
    internal Module Load(string name)
    {
        _copies ??= new PrivateCopies();
        _context ??= new DeployedContext(deployed, _copies);
        return _context.LoadFromAssemblyName(new AssemblyName(name)).ManifestModule;
    }

    public void Dispose()
    {
        WeakReference context = Unload();
        _copies?.Delete(context);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference Unload()
    {
        var context = new WeakReference(_context);
        _context?.Unload();
        _context = null;
        return context;
    }
}
