using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imaging.Generator.Tests;

/// <summary>Source compiled against the running framework, with the generator and the analyzers applied as a build does.</summary>
internal sealed class TestCompilation
{
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> Framework = FindFramework();
    private static readonly ImmutableArray<byte> RuntimeImage = CompileRuntime();

    // Compilations that descend from one share the references that it has bound.
    private static readonly CSharpCompilation Empty = CreateEmpty();

    private TestCompilation(CSharpCompilation after, ImmutableArray<Diagnostic> generatorDiagnostics)
    {
        After = after;
        GeneratorDiagnostics = generatorDiagnostics;
    }

    public static byte[] Runtime => [.. RuntimeImage];

    public CSharpCompilation After { get; }

    public ImmutableArray<Diagnostic> GeneratorDiagnostics { get; }

    public static TestCompilation Of(string source, LanguageVersion version = LanguageVersion.CSharp14, NullableContextOptions nullable = NullableContextOptions.Enable)
    {
        var options = ParseOptions.WithLanguageVersion(version);
        var before = Create(source, options, nullable);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ImageRootGenerator().AsSourceGenerator()], parseOptions: options);
        driver.RunGeneratorsAndUpdateCompilation(before, out var after, out var diagnostics);
        return new((CSharpCompilation)after, diagnostics);
    }

    public static CSharpCompilation Create(string source, CSharpParseOptions options, NullableContextOptions nullable = NullableContextOptions.Enable) =>
        Empty.WithOptions(Empty.Options.WithNullableContextOptions(nullable))
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, options, path: "Sample.cs"));

    /// <summary>Everything a build would print: of the compiler, the generator and the analyzers.</summary>
    public async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync()
    {
        var diagnostics = await Analyzed().GetAllDiagnosticsAsync(CancellationToken.None);
        return [.. GeneratorDiagnostics, .. diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !IsMissingComment(diagnostic))];
    }

    /// <summary>What the generator and the analyzers print, be it about the source or about themselves.</summary>
    public async Task<ImmutableArray<Diagnostic>> OwnDiagnosticsAsync() =>
        [.. GeneratorDiagnostics, .. await Analyzed().GetAnalyzerDiagnosticsAsync(CancellationToken.None)];

    /// <summary>Emits, loads and hands over the assembly; what it compiled with must be clean.</summary>
    public async Task<LoadedSample> LoadAsync()
    {
        Assert.AreEqual("", string.Join('\n', await DiagnosticsAsync()), string.Join('\n', After.SyntaxTrees));
        using var image = new MemoryStream();
        Assert.IsTrue(After.Emit(image).Success);
        return new(Runtime, image.ToArray());
    }

    private CompilationWithAnalyzers Analyzed() => After.WithAnalyzers([new RootNotHeldAnalyzer(), new BuilderPurityAnalyzer(), new SurrogateAnalyzer()]);

    // The samples need no comments; generated code must not ask its user for any.
    private static bool IsMissingComment(Diagnostic diagnostic) =>
        diagnostic.Id == "CS1591" && diagnostic.Location.GetLineSpan().Path == "Sample.cs";

    private static CSharpCompilation CreateEmpty()
    {
        var empty = CSharpCompilation.Create(
            "Sample",
            references: [.. Framework, MetadataReference.CreateFromImage(RuntimeImage)],
            options: new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        // Any question about a symbol binds the references.
        Assert.IsNotNull(empty.GetTypeByMetadataName("Imaging.ImageRootAttribute"));
        return empty;
    }

    private static ImmutableArray<MetadataReference> FindFramework()
    {
        var directory = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            .. trusted.Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == directory)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }

    private static ImmutableArray<byte> CompileRuntime()
    {
        var compilation = CSharpCompilation.Create(
            "Imaging.Runtime",
            [CSharpSyntaxTree.ParseText(RuntimeStub.Source, ParseOptions)],
            Framework,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.IsTrue(result.Success, string.Join('\n', result.Diagnostics));
        return [.. image.ToArray()];
    }
}
