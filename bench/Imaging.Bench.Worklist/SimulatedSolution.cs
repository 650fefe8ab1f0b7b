using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Imaging.Serializer;
using Imaging.Serializer.Worklists;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Imaging.Bench.Worklists;

/// <summary>
/// The assemblies of a solution, in layers: each references three of the layer below and has a root. Those of the second layer
/// are built from roots of the first, so that their images refer to others; more of that would take the capture a long time.
/// </summary>
/// <param name="directory">Where they lie.</param>
/// <param name="projects">How many there are below the app.</param>
internal sealed class SimulatedSolution(string directory, int projects)
{
    private const string App = "App";
    private const int Layers = 8;
    private const int References = 3;

    private static readonly CSharpCompilationOptions s_options =
        new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, deterministic: true);

    private static readonly MetadataReference[] s_always =
        [.. new[] { typeof(object).Assembly, Assembly.Load("System.Runtime"), typeof(ImageRoot<>).Assembly }.Select(static assembly => MetadataReference.CreateFromFile(assembly.Location))];

    private readonly int _width = projects / Layers;

    private string DependencyDirectory => PathOf(App, ".imaging");

    /// <summary>Compiles everything.</summary>
    /// <exception cref="InvalidOperationException">The simulation is wrong.</exception>
    public void Compile()
    {
        Directory.CreateDirectory(directory);
        var compiled = new MetadataReference[projects];
        for (int number = 0; number < projects; number++)
        {
            int[] below = Below(number);
            string count = string.Concat(below.Select(static other => $" + {Name(other)}.Count()"));
            string first = number / _width == 1 ? $"{Name(below[0])}.Root.Value[0]" : "\"\"";
            compiled[number] = Compile(
                Name(number),
                $$"""
                public static class {{Name(number)}}
                {
                    public static readonly Imaging.ImageRoot<string[]> Root = new(static () => [{{first}}, "{{Name(number)}}"], "Root");

                    public static int Count() => 1{{count}};
                }
                """,
                below.Select(other => compiled[other]));
        }

        Compile(App, "public static class App;", []);
    }

    /// <summary>Puts the images that the app made for itself beside the assemblies, as if the projects had made them.</summary>
    public void ShipImages()
    {
        foreach (string image in Directory.EnumerateFiles(DependencyDirectory, "*.pkgimg"))
        {
            File.Move(image, Path.Combine(directory, Path.GetFileName(image)));
        }

        Directory.Delete(DependencyDirectory, recursive: true);
    }

    /// <summary>The worklist of the app.</summary>
    /// <param name="isPackage">Whether the assemblies count as those of packages, of which the app makes the images.</param>
    /// <param name="cores">How many units of one level are looked at side by side.</param>
    public WorklistResult Run(bool isPackage, int cores) => new Worklist(
        new WorklistRequest
        {
            Package = new SerializeRequest { Project = App, AssemblyPath = PathOf(App, ".dll"), Closure = [], ImagePath = PathOf(App, ".pkgimg") },
            Closure =
            [
                .. Enumerable.Range(0, projects).Select(number => new ResolvedAssembly(PathOf(Name(number), ".dll"), isPackage)),
                new ResolvedAssembly(typeof(ImageRoot<>).Assembly.Location, IsPackage: true),
            ],
            DependencyDirectory = DependencyDirectory,
            IsApp = true,
        },
        new WorklistSurroundings(new Cores(cores)),
        CancellationToken.None).Run();

    private int[] Below(int number)
    {
        (int layer, int place) = int.DivRem(number, _width);
        return layer == 0 ? [] : [.. Enumerable.Range(place, References).Select(other => ((layer - 1) * _width) + (other % _width))];
    }

    private PortableExecutableReference Compile(string name, string source, IEnumerable<MetadataReference> references)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(source)], s_always.Concat(references), s_options);
        using var output = new MemoryStream();
        ImmutableArray<Diagnostic> diagnostics = compilation.Emit(output).Diagnostics;
        if (diagnostics.Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, diagnostics));
        }

        File.WriteAllBytes(PathOf(name, ".dll"), output.ToArray());
        return MetadataReference.CreateFromImage(output.ToArray());
    }

    private string PathOf(string name, string extension) => Path.Combine(directory, name + extension);

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"P{number}");

    private sealed class Cores(int count) : ICoreBudget
    {
        public int Request(int wanted) => Math.Min(wanted, count - 1);

        public void Release(int cores)
        {
        }
    }
}
