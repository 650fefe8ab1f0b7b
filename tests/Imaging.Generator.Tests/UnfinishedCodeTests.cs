using Microsoft.CodeAnalysis.CSharp;

namespace Imaging.Generator.Tests;

/// <summary>An editor runs the generator and the analyzers after every key stroke.</summary>
[TestClass]
public sealed class UnfinishedCodeTests
{
    private const string Source = """
        using System; using System.Linq; using Imaging;
        namespace Ns { public partial class Outer { public partial record struct C(int P)
        {
            [ImageRoot(nameof(Create))] public static partial string[] Root { get; }
            [ImageRoot("CreateOther")] internal static partial (int A, string? B) Other { get; }
            private static readonly string[] s_words = { "one", nameof(Root) };
            public static readonly ImageRoot<object> Field = new(() => Create().Select(word => word + s_words.Length).ToArray());
            private static string[] Create() { return Local(1); string[] Local(int i) => i == 0 ? s_words : Local(i - 1); }
            private static (int, string?) CreateOther() => (new Random(1).Next(), Text);
            private static string Text { get; } = $"{DateTime.UnixEpoch}";
        } } }
        """;

    [TestMethod]
    public async Task Complete_code_is_clean() => await Expect.CleanAsync(TestCompilation.Of(Source));

    [TestMethod]
    public async Task Removing_any_token_breaks_neither_generator_nor_analyzers()
    {
        foreach (var token in (await CSharpSyntaxTree.ParseText(Source).GetRootAsync(CancellationToken.None)).DescendantTokens())
        {
            await AssertSurvivedAsync(Source.Remove(token.SpanStart, token.Span.Length));
        }
    }

    [TestMethod]
    public async Task Stopping_after_any_token_breaks_neither_generator_nor_analyzers()
    {
        foreach (var token in (await CSharpSyntaxTree.ParseText(Source).GetRootAsync(CancellationToken.None)).DescendantTokens())
        {
            await AssertSurvivedAsync(Source[..token.SpanStart]);
        }
    }

    [TestMethod]
    [DataRow("[ImageRoot] public static partial string Root { get; }")]
    [DataRow("[ImageRoot(1)] public static partial string Root { get; }")]
    [DataRow("[ImageRoot(new[] { \"Create\" })] public static partial string Root { get; }")]
    [DataRow("[ImageRoot(typeof(C))] public static partial string Root { get; }")]
    [DataRow("[ImageRoot(\"Create\", 2)] public static partial string Root { get; }")]
    [DataRow("[ImageRoot(nameof(Create))] public static event System.Action Root { add { } remove { } }")]
    [DataRow("[ImageRoot(nameof(Create))] public static string Root;")]
    [DataRow("[ImageRoot(nameof(Create))] public static partial string Root { get; } [ImageRoot(nameof(Create))] public static partial string Root { get; }")]
    [DataRow("[ImageRoot(nameof(Create))] public static partial string Root { get; } public static int Root;")]
    [DataRow("[ImageRoot(nameof(Create))] public static partial string C { get; }")]
    [DataRow("[ImageRoot(nameof(Create))] static partial string I.Root { get; }")]
    public Task Nonsense_breaks_neither_generator_nor_analyzers(string property) => AssertSurvivedAsync($$"""
        using Imaging;
        public interface I { static abstract string Root { get; } }
        public partial class C : I { {{property}} private static string Create() => "made"; }
        """);

    private static async Task AssertSurvivedAsync(string source)
    {
        var diagnostics = await TestCompilation.Of(source).OwnDiagnosticsAsync();

        var failures = diagnostics.Where(one => one.Id is "CS8785" or "CS8784" or "AD0001");
        Assert.AreEqual("", string.Join('\n', failures), source);
    }
}
