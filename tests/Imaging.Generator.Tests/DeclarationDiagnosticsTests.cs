using Microsoft.CodeAnalysis.CSharp;

namespace Imaging.Generator.Tests;

[TestClass]
public sealed class DeclarationDiagnosticsTests
{
    private const string Builder = "private static string Create() => \"made\";";

    [TestMethod]
    public Task Not_static() => InTypeAsync(
        "[ImageRoot(nameof(Create))] public partial string Root { get; }", Builder, "CS9248 Root", "IMG1001 Root");

    [TestMethod]
    [DataRow("public static string Root { get; } = \"\";", "IMG1002 Root;IMG1011 Root")]
    [DataRow("public static string Root => \"\";", "IMG1002 Root;IMG1011 Root")]
    [DataRow("public static string? Root { get; }", "IMG1002 Root")]
    [DataRow("public string? Root { get; }", "IMG1001 Root;IMG1002 Root")]
    public Task Not_partial(string property, string expected) => InTypeAsync(
        $"[ImageRoot(nameof(Create))] {property}", Builder, expected.Split(';'));

    [TestMethod]
    public Task Containing_type_not_partial() => Expect.DiagnosticsAsync(
        TestCompilation.Of("""
            class C
            {
                [Imaging.ImageRoot(nameof(Create))] public static partial string Root { get; }
                static string Create() => "";
            }
            """),
        "IMG1003 C",
        "CS0751 Root",
        "CS9248 Root");

    [TestMethod]
    public Task Outer_types_not_partial() => Expect.DiagnosticsAsync(
        TestCompilation.Of("""
            struct Outermost { partial class Outer { record Middle { partial interface C
            {
                [Imaging.ImageRoot(nameof(Create))] public static partial string Root { get; }
                private static string Create() => "";
            }}}}
            """),
        "IMG1003 Outermost",
        "IMG1003 Middle",
        "CS9248 Root");

    [TestMethod]
    [DataRow("{ get; set; }", "set")]
    [DataRow("{ get; private set; }", "set")]
    [DataRow("{ set; }", "set")]
    public Task Not_read_only(string accessors, string location) => InTypeAsync(
        $"[ImageRoot(nameof(Create))] public static partial string Root {accessors}", Builder, "CS9248 Root", $"IMG1004 {location}");

    [TestMethod]
    [DataRow("\"Missing\"")]
    [DataRow("\"\"")]
    [DataRow("null!")]
    [DataRow("nameof(Field)")]
    [DataRow("nameof(Hidden)")]
    public Task Builder_missing(string argument) => InTypeAsync(
        $"[ImageRoot({argument})] public static partial string Root {{ get; }}",
        "public static readonly string Field = \"\"; public static string Hidden => \"\";",
        $"IMG1005 {argument}");

    [TestMethod]
    [DataRow("private string", "()", "is not static")]
    [DataRow("private static string", "(int i)", "has parameters")]
    [DataRow("private static string", "(int i = 0)", "has parameters")]
    [DataRow("private static string", "<T>()", "is generic")]
    [DataRow("private static object", "()", "returns 'object'")]
    [DataRow("private static int", "()", "returns 'int'")]
    [DataRow("private static Task<string>", "()", "returns 'Task<string>'")]
    [DataRow("private static Convertible", "()", "returns 'Convertible'")]
    public async Task Builder_signature(string start, string end, string problem)
    {
        var compilation = TestCompilation.Of($$"""
            using Imaging; using System.Threading.Tasks;
            public class Convertible { public static implicit operator string(Convertible c) => ""; }
            public partial class C
            {
                [ImageRoot("Create")] public static partial string Root { get; }
                {{start}} Create{{end}} => default!;
            }
            """);

        await Expect.DiagnosticsAsync(compilation, "IMG1006 Create");
        Assert.AreEqual(
            $"Builder 'Create' of image root 'C.Root' {problem}; declare it as 'static string Create()'",
            await Expect.MessageAsync(compilation, "IMG1006"));
    }

    [TestMethod]
    [DataRow("string Root", "private static void Create() { }", "returns 'void'")]
    [DataRow("string Root", "private static string s = \"\"; private static ref string Create() => ref s;", "returns 'ref string'")]
    [DataRow("object Root", "private static int Create() => 1;", "returns 'int'")]
    [DataRow("long Root", "private static int Create() => 1;", "returns 'int'")]
    public async Task Builder_result_must_convert_by_reference(string property, string builder, string problem)
    {
        var compilation = TestCompilation.Of($$"""
            public partial class C
            {
                [Imaging.ImageRoot(nameof(Create))] public static partial {{property}} { get; }
                {{builder}}
            }
            """);

        await Expect.DiagnosticsAsync(compilation, "IMG1006 Create");
        StringAssert.Contains(await Expect.MessageAsync(compilation, "IMG1006"), problem, StringComparison.Ordinal);
    }

    [TestMethod]
    public Task Builder_of_a_base_type_that_is_private() => Expect.DiagnosticsAsync(
        TestCompilation.Of("""
            public class Base { private static string Create() => ""; }
            public partial class C : Base
            {
                [Imaging.ImageRoot("Create")] public static partial string Root { get; }
            }
            """),
        "IMG1006 Create");

    [TestMethod]
    public Task Builder_that_is_abstract() => Expect.DiagnosticsAsync(
        TestCompilation.Of("""
            public partial interface C
            {
                [Imaging.ImageRoot(nameof(Create))] public static partial string Root { get; }
                static abstract string Create();
            }
            """),
        "IMG1006 Create");

    [TestMethod]
    [DataRow("partial class C<T> {", "}", "the generic type 'C'")]
    [DataRow("partial class G<T> { partial class C {", "}}", "the generic type 'G'")]
    [DataRow("file partial class C {", "}", "the file-local type 'C'")]
    public async Task Unsupported_container(string header, string footer, string obstacle)
    {
        var compilation = TestCompilation.Of($$"""
            {{header}}
                [Imaging.ImageRoot(nameof(Create))] public static partial string Root { get; }
                {{Builder}}
            {{footer}}
            """);

        await Expect.DiagnosticsAsync(compilation, "CS9248 Root", "IMG1007 Root");
        StringAssert.Contains(await Expect.MessageAsync(compilation, "IMG1007"), obstacle, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Extension_block()
    {
        var compilation = TestCompilation.Of("""
            static partial class C
            {
                extension(string)
                {
                    [Imaging.ImageRoot("Create")] public static partial string Root { get; }
                    private static string Create() => "";
                }
            }
            """);

        Assert.Contains("an extension block", await Expect.MessageAsync(compilation, "IMG1007"));
        Assert.HasCount(1, compilation.After.SyntaxTrees);
    }

    [TestMethod]
    [DataRow(LanguageVersion.CSharp12, "public static partial string Root { get; }")]
    [DataRow(LanguageVersion.CSharp9, "public static string? Root { get; }")]
    public async Task Language_too_old(LanguageVersion version, string property)
    {
        var compilation = TestCompilation.Of(
            $$"""
            public partial class C
            {
                [Imaging.ImageRoot(nameof(Create))] {{property}}
                {{Builder}}
            }
            """,
            version);

        var ids = (await compilation.DiagnosticsAsync()).Select(one => one.Id).Where(id => id.StartsWith("IMG", StringComparison.Ordinal));
        Assert.AreEqual("IMG1008", string.Join(' ', ids));
        Assert.Contains($"C# {version.ToDisplayString()} does not have; set LangVersion to 13.0 or later", await Expect.MessageAsync(compilation, "IMG1008"));
    }

    [TestMethod]
    public async Task Language_with_partial_properties_is_enough()
    {
        using var sample = await TestCompilation.Of(
            $$"""
            public partial class C
            {
                [Imaging.ImageRoot(nameof(Create))] public static partial string Root { get; }
                {{Builder}}
            }
            """,
            LanguageVersion.CSharp13).LoadAsync();

        Assert.AreEqual("made", sample.Read("C", "Root"));
    }

    [TestMethod]
    [DataRow("System.Span<int>")]
    [DataRow("int*")]
    [DataRow("System.Collections.Generic.List<int*[]>")]
    [DataRow("delegate*<int>")]
    public Task Unsupported_type(string type) => InTypeAsync(
        $"[ImageRoot(nameof(Create))] public static unsafe partial {type} Root {{ get; }}",
        $"private static unsafe {type} Create() => throw null!;",
        $"IMG1009 {type}",
        "CS9248 Root");

    [TestMethod]
    public Task Property_that_returns_by_reference() => InTypeAsync(
        "[ImageRoot(nameof(Create))] public static partial ref string Root { get; }",
        Builder,
        "IMG1009 ref string",
        "CS9248 Root");

    [TestMethod]
    public Task Indexer() => InTypeAsync(
        "[ImageRoot(nameof(Create))] public string this[int i] => \"\";", Builder, "IMG1010 this");

    [TestMethod]
    [DataRow("[ImageRoot(nameof(Create))] public static partial string Root { get; } public static partial string Root => \"\";")]
    [DataRow("public static partial string Root { get; } [ImageRoot(nameof(Create))] public static partial string Root => \"\";")]
    [DataRow("public static partial string Root { get; } [ImageRoot(nameof(Create))] public static partial string Root { get { return \"\"; } }")]
    public Task Already_implemented(string property) => InTypeAsync(property, Builder, "IMG1011 Root");

    [TestMethod]
    public Task Unknown_type_is_left_to_the_compiler() => InTypeAsync(
        "[ImageRoot(nameof(Create))] public static partial string Root { get; } [ImageRoot(\"Create\")] public static partial Missing Other { get; }",
        Builder,
        "CS0246 Missing",
        "CS9248 Other");

    [TestMethod]
    public async Task Errors_can_be_suppressed_and_the_property_then_throws()
    {
        var compilation = TestCompilation.Of("""
            public partial class C
            {
                [Imaging.ImageRoot("Missing")] public static partial string Root { get; }
            }
            """);

        using var image = new MemoryStream();
        Assert.IsTrue(compilation.After.Emit(image).Success);
        using var sample = new LoadedSample(TestCompilation.Runtime, image.ToArray());
        var exception = Assert.ThrowsExactly<System.Reflection.TargetInvocationException>(() => sample.Read("C", "Root"));
        Assert.IsInstanceOfType<InvalidOperationException>(exception.InnerException);
    }

    private static Task InTypeAsync(string property, string builder, params string[] expected) => Expect.DiagnosticsAsync(
        TestCompilation.Of($$"""
            using Imaging;
            public partial class C
            {
                {{property}}
                {{builder}}
            }
            """),
        expected);
}
