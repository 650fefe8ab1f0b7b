namespace Imaging.Generator.Tests;

[TestClass]
public sealed class RootNotHeldTests
{
    [TestMethod]
    [DataRow("public static readonly ImageRoot<string> Root = new(() => \"\");")]
    [DataRow("private static readonly ImageRoot<string> Root = new ImageRoot<string>(Create);")]
    [DataRow("internal static readonly object Root = (object)new ImageRoot<string>(Create);")]
    [DataRow("[ImageRoot(nameof(Create))] static partial string Root { get; }")]
    public Task Held(string member) => InTypeAsync("C", member);

    [TestMethod]
    [DataRow("static ImageRoot<string> Root = [|new(Create)|];")]
    [DataRow("readonly ImageRoot<string> Root = [|new(Create)|];")]
    [DataRow("static ImageRoot<string> Root { get; } = [|new(Create)|];")]
    [DataRow("static ImageRoot<string> Root => [|new(Create)|];")]
    [DataRow("static readonly ImageRoot<string> Root; static C() { Root = [|new ImageRoot<string>(Create)|]; }")]
    [DataRow("static readonly ImageRoot<string>[] Roots = { [|new(Create)|] };")]
    [DataRow("static readonly string Root = [|new ImageRoot<string>(Create)|].Value;")]
    [DataRow("static string M() { var root = [|new ImageRoot<string>(() => \"\")|]; return root.Value; }")]
    public Task Not_held(string member) => InTypeAsync("C", member);

    [TestMethod]
    public Task Held_by_a_generic_type() => InTypeAsync("C<T>", "static readonly ImageRoot<string> Root = [|new(Create)|];");

    private static Task InTypeAsync(string type, string member)
    {
        var start = member.IndexOf("[|", StringComparison.Ordinal);
        string[] expected = start < 0 ? [] : [$"IMG1012 {member[(start + 2)..member.IndexOf("|]", StringComparison.Ordinal)]}"];
        var source = $$"""
            using Imaging;
            #pragma warning disable CS0169, CS0414
            public partial class {{type}}
            {
                {{member.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)}}
                private static string Create() => "made";
            }
            """;
        return Expect.DiagnosticsAsync(TestCompilation.Of(source), expected);
    }
}
