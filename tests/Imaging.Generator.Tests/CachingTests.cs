using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Imaging.Generator.Tests;

[TestClass]
public sealed class CachingTests
{
    private const string Source = """
        // above
        public partial class C
        {
            [Imaging.ImageRoot(nameof(Create))] public static partial string Root { get; }
            [Imaging.ImageRoot("Missing")] public static partial string Broken { get; }
            private static string Create() => "made";
        }
        """;

    [TestMethod]
    public void Edit_of_a_body_leaves_everything_as_it_was()
    {
        var result = RunAfterEdit("\"made\"", "\"MADE\"");

        AssertReasons(result, ImageRootGenerator.ModelStep, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged);
        AssertReasons(result, ImageRootGenerator.FindingsStep, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged);
        Assert.IsTrue(Outputs(result).All(reason => reason == IncrementalStepRunReason.Cached));
    }

    [TestMethod]
    public void Edit_of_another_file_leaves_everything_as_it_was()
    {
        var (driver, compilation) = Start();
        var edited = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated;", TestCompilation.ParseOptions, path: "Unrelated.cs"));
        var result = driver.RunGenerators(edited).GetRunResult().Results.Single();

        AssertReasons(result, ImageRootGenerator.ModelStep, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged);
        Assert.IsTrue(Outputs(result).All(reason => reason == IncrementalStepRunReason.Cached));
    }

    [TestMethod]
    public void Edit_that_moves_the_root_keeps_its_source_and_moves_its_findings()
    {
        var result = RunAfterEdit("// above", "// above\n// more");

        AssertReasons(result, ImageRootGenerator.ModelStep, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged);
        AssertReasons(result, ImageRootGenerator.FindingsStep, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Modified);
        Assert.AreEqual(5, result.Diagnostics.Single().Location.GetLineSpan().StartLinePosition.Line);
    }

    [TestMethod]
    public void Edit_of_the_type_changes_the_source()
    {
        var result = RunAfterEdit("partial string Root", "partial object Root");

        AssertReasons(result, ImageRootGenerator.ModelStep, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged);
        Assert.Contains("ImageRoot<object>", result.GeneratedSources[0].SourceText.ToString());
    }

    [TestMethod]
    public void Pipeline_holds_no_symbol_and_no_syntax()
    {
        var result = RunAfterEdit("\"made\"", "\"MADE\"");

        foreach (var step in new[] { ImageRootGenerator.ModelStep, ImageRootGenerator.FindingsStep }.SelectMany(name => result.TrackedSteps[name]))
        {
            foreach (var (value, _) in step.Outputs)
            {
                AssertPlain(value);
            }
        }
    }

    private static void AssertPlain(object? value)
    {
        Assert.IsNotInstanceOfType<ISymbol>(value);
        Assert.IsNotInstanceOfType<SyntaxNode>(value);
        Assert.IsNotInstanceOfType<Location>(value);
        if (value is null or string or DiagnosticDescriptor || value.GetType().IsPrimitive)
        {
            return;
        }

        if (value is System.Collections.IEnumerable items)
        {
            foreach (var item in items)
            {
                AssertPlain(item);
            }

            return;
        }

        const System.Reflection.BindingFlags Instance =
            System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public;
        foreach (var field in value.GetType().GetFields(Instance))
        {
            AssertPlain(field.GetValue(value));
        }
    }

    private static (GeneratorDriver Driver, CSharpCompilation Compilation) Start()
    {
        var compilation = TestCompilation.Create(Source, TestCompilation.ParseOptions);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ImageRootGenerator().AsSourceGenerator()],
            parseOptions: TestCompilation.ParseOptions,
            driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return (driver.RunGenerators(compilation), compilation);
    }

    private static GeneratorRunResult RunAfterEdit(string old, string replacement)
    {
        var (driver, compilation) = Start();
        var tree = compilation.SyntaxTrees.Single();
        var edited = tree.WithChangedText(SourceText.From(Source.Replace(old, replacement, StringComparison.Ordinal)));
        return driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, edited)).GetRunResult().Results.Single();
    }

    private static void AssertReasons(GeneratorRunResult result, string step, params IncrementalStepRunReason[] expected) =>
        Assert.AreEqual(
            string.Join(' ', expected.Select(reason => Same(reason))),
            string.Join(' ', result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => Same(output.Reason))));

    // A step that was not run again and one that gave an equal value are the same to what comes after.
    private static IncrementalStepRunReason Same(IncrementalStepRunReason reason) =>
        reason == IncrementalStepRunReason.Cached ? IncrementalStepRunReason.Unchanged : reason;

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRunResult result) =>
        result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs).Select(output => output.Reason);
}
