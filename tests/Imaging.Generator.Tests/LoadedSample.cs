using System.Reflection;
using System.Runtime.Loader;

namespace Imaging.Generator.Tests;

/// <summary>A compiled sample in a load context of its own.</summary>
internal sealed class LoadedSample : IDisposable
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly AssemblyLoadContext _context = new("sample", isCollectible: true);
    private readonly Assembly _runtime;

    public LoadedSample(byte[] runtime, byte[] sample)
    {
        _runtime = _context.LoadFromStream(new MemoryStream(runtime));
        Assembly = _context.LoadFromStream(new MemoryStream(sample));
    }

    public Assembly Assembly { get; }

    /// <summary>Full names of the roots whose builders ran, in order.</summary>
    public string Built =>
        string.Join(' ', (IEnumerable<string>)_runtime.GetType("Imaging.RootLog", throwOnError: true)!.GetProperty("Names")!.GetValue(null)!);

    public PropertyInfo Property(string type, string name) =>
        Assembly.GetType(type, throwOnError: true)!.GetProperty(name, Any) ?? throw new MissingMemberException(type, name);

    public object? Read(string type, string name) => Property(type, name).GetValue(null);

    public void Dispose() => _context.Unload();
}
