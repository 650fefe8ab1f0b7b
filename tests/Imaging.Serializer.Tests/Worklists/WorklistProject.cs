using Imaging.Serializer.Packages;
using Imaging.Serializer.Worklists;

namespace Imaging.Serializer.Tests.Worklists;

/// <summary>An app, and the assemblies that it resolved.</summary>
internal sealed class WorklistProject : IDisposable
{
    private const string App = "App";

    private readonly TemporaryDirectory _directory = new();
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);

    internal string DependencyDirectory => _directory.File("App.imaging");

    internal string PathOf(string name) => _directory.File(name + ".dll");

    /// <summary>Compiles an assembly, or another one in its place.</summary>
    internal void Add(string name, string source, params string[] references)
    {
        SourceCompiler.Compile(source, PathOf(name), references.Select(PathOf));
        _names.Add(name);
    }

    internal WorklistResult Run(ICoreBudget? cores = null, bool isPackage = true, bool isApp = true, IReadOnlyList<SharedFramework>? frameworks = null) => new Worklist(
        new WorklistRequest
        {
            Package = new SerializeRequest { Project = App, AssemblyPath = PathOf(App), Closure = [], ImagePath = _directory.File("App.pkgimg"), BuilderTimeout = TimeSpan.FromMinutes(1), Frameworks = frameworks ?? [] },
            Closure = [.. _names.Where(static name => name != App).Select(PathOf).Append(SourceCompiler.Runtime).Select(path => new ResolvedAssembly(path, isPackage))],
            DependencyDirectory = DependencyDirectory,
            IsApp = isApp,
        },
        new WorklistSurroundings(cores ?? new CountedCores()),
        CancellationToken.None).Run();

    public void Dispose() => _directory.Dispose();
}

/// <summary>A budget that grants all, and remembers.</summary>
internal sealed class CountedCores : ICoreBudget
{
    internal int Asked { get; private set; }

    internal int Returned { get; private set; }

    public int Request(int wanted)
    {
        Asked += wanted;
        return wanted;
    }

    public void Release(int cores) => Returned += cores;
}
