namespace Imaging.Generator.Tests;

[TestClass]
public sealed class GeneratedPropertyTests
{
    [TestMethod]
    public async Task Property_returns_what_its_builder_made_and_builds_once()
    {
        using var sample = await LoadAsync("""
            using Imaging;
            namespace Ns.Inner;
            public static partial class Vocabulary
            {
                /// <summary>Words.</summary>
                [ImageRoot(nameof(CreateWords))]
                public static partial string[] Words { get; }

                private static string[] CreateWords() => ["one", "two"];
            }
            """);

        var first = sample.Read("Ns.Inner.Vocabulary", "Words");

        Assert.AreEqual("one two", string.Join(' ', (string[])first!));
        Assert.AreSame(first, sample.Read("Ns.Inner.Vocabulary", "Words"));
        Assert.AreEqual("Ns.Inner.Vocabulary.Words", sample.Built);
        Assert.IsTrue(sample.Property("Ns.Inner.Vocabulary", "Words").GetMethod!.IsPublic);
    }

    [TestMethod]
    public async Task Reading_one_root_runs_only_its_own_builder()
    {
        using var sample = await LoadAsync("""
            using Imaging;
            #pragma warning disable IMG1107
            public static class Log { public static string Text = ""; }
            public partial class Holder
            {
                static Holder() => Log.Text += "cctor ";
                [ImageRoot(nameof(Create))] public static partial object Root { get; }
                [ImageRoot(nameof(CreateOther))] public static partial object Other { get; }
                static object Create() { Log.Text += "root "; return new(); }
                static object CreateOther() { Log.Text += "other "; return new(); }
            }
            """);

        sample.Read("Holder", "Root");

        Assert.AreEqual("cctor root ", sample.Assembly.GetType("Log")!.GetField("Text")!.GetValue(null));
    }

    [TestMethod]
    [DataRow("int", "42", "42")]
    [DataRow("int?", "null", "")]
    [DataRow("int[,][]", "new int[1, 2][]", "System.Int32[][,]")]
    [DataRow("string?", "null", "")]
    [DataRow("(int Count, string? @class)", "(1, null)", "(1, )")]
    [DataRow("System.Collections.Generic.Dictionary<string, System.Func<int, string?>?[]>", "new()", "System.Collections.Generic.Dictionary`2[System.String,System.Func`2[System.Int32,System.String][]]")]
    [DataRow("dynamic", "1", "1")]
    [DataRow("nint", "5", "5")]
    [DataRow("System.DayOfWeek", "System.DayOfWeek.Friday", "Friday")]
    [DataRow("System.Threading.Tasks.Task", "System.Threading.Tasks.Task.CompletedTask", null)]
    public async Task Root_may_have_any_type_that_the_heap_holds(string type, string value, string? text)
    {
        using var sample = await LoadAsync($$"""
            using Imaging;
            public partial class C
            {
                [ImageRoot(nameof(Create))] internal static partial {{type}} Root { get; }
                private static {{type}} Create() => {{value}};
            }
            """);

        var read = sample.Read("C", "Root");

        if (text is not null)
        {
            Assert.AreEqual(text, read?.ToString() ?? "");
        }
    }

    [TestMethod]
    public async Task Builder_may_return_a_derived_type()
    {
        using var sample = await LoadAsync("""
            using Imaging;
            using System.Collections.Generic;
            public partial class C
            {
                [ImageRoot(nameof(Create))] public static partial IEnumerable<object> Root { get; }
                private static List<string> Create() => ["a"];
            }
            """);

        Assert.AreEqual("a", ((List<string>)sample.Read("C", "Root")!).Single());
    }

    [TestMethod]
    [DataRow("public static partial class C", "C", "")]
    [DataRow("public partial struct C", "C", "")]
    [DataRow("public partial record C(int X)", "C", "")]
    [DataRow("public sealed partial record class C", "C", "")]
    [DataRow("public readonly partial record struct C(int X)", "C", "")]
    [DataRow("public partial interface C", "C", "")]
    [DataRow("internal partial class Outer { private protected partial record struct Middle { internal partial interface C", "Outer+Middle+C", "}}")]
    [DataRow("namespace @namespace.@event { public partial class @class", "namespace.event.class", "}")]
    [DataRow("namespace A { namespace B { static partial class C", "A.B.C", "}}")]
    public async Task Root_may_be_in_any_kind_of_type(string header, string type, string footer)
    {
        using var sample = await LoadAsync($$"""
            #pragma warning disable CS8981
            {{header}}
            {
                [Imaging.ImageRoot(nameof(Create))] public static partial string Root { get; }
                private static string Create() => "made";
            }
            {{footer}}
            """);

        Assert.AreEqual("made", sample.Read(type, "Root"));
        Assert.AreEqual(type + ".Root", sample.Built);
    }

    [TestMethod]
    public async Task Root_may_be_in_a_ref_struct()
    {
        using var sample = await LoadAsync("""
            public readonly ref partial struct C
            {
                [Imaging.ImageRoot(nameof(Create))] public static partial string Root { get; }
                private static string Create() => "made";
            }
            public static class Reader { public static string Root => C.Root; }
            """);

        Assert.AreEqual("made", sample.Read("Reader", "Root"));
    }

    [TestMethod]
    [DataRow("public static")]
    [DataRow("internal static")]
    [DataRow("protected static")]
    [DataRow("private static")]
    [DataRow("static")]
    [DataRow("private protected static")]
    [DataRow("static protected internal")]
    [DataRow("public new static")]
    [DataRow("public unsafe static")]
    public async Task Modifiers_are_repeated(string modifiers)
    {
        using var sample = await LoadAsync($$"""
            public class Base { protected Base() { } {{(modifiers.Contains("new", StringComparison.Ordinal) ? "public static string Root => \"old\";" : "")}} }
            public partial class C : Base
            {
                [Imaging.ImageRoot(nameof(Create))] {{modifiers}} partial string Root { get; }
                private static string Create() => "made";
            }
            """);

        Assert.AreEqual("made", sample.Property("C", "Root").GetMethod!.Invoke(null, null));
    }

    [TestMethod]
    public async Task Keywords_are_escaped_and_the_name_is_the_one_in_metadata()
    {
        using var sample = await LoadAsync("""
            public partial class C
            {
                [Imaging.ImageRoot(nameof(@new))] public static partial string @class { get; }
                private static string @new() => "made";
                [Imaging.ImageRoot(nameof(@await))] public static partial string @async { get; }
                private static string @await() => "awaited";
            }
            """);

        Assert.AreEqual("made", sample.Read("C", "class"));
        Assert.AreEqual("awaited", sample.Read("C", "async"));
        Assert.AreEqual("C.class C.async", sample.Built);
    }

    [TestMethod]
    public async Task Holder_avoids_names_that_are_taken()
    {
        using var sample = await LoadAsync("""
            using Imaging;
            public class Base { protected static int ImageRootOfX__ = 1; public int BuildImageRootOfX___; }
            public partial class ImageRootOfImageRootOfX : Base
            {
                [ImageRoot(nameof(Root))] public static partial string X { get; }
                [ImageRoot(nameof(Root))] public static partial string X_ { get; }
                [ImageRoot(nameof(Root))] public static partial string x { get; }
                [ImageRoot(nameof(Equals))] public static partial string ImageRootOfX { get; }
                private static string Root() => "made";
                private static string Equals() => "equal";
            }
            """);

        foreach (var name in new[] { "X", "X_", "x" })
        {
            Assert.AreEqual("made", sample.Read("ImageRootOfImageRootOfX", name));
        }

        Assert.AreEqual("equal", sample.Read("ImageRootOfImageRootOfX", "ImageRootOfX"));
    }

    [TestMethod]
    public async Task Holder_hides_none_of_a_base()
    {
        using var sample = await LoadAsync("""
            using Imaging;
            public partial class Base
            {
                [ImageRoot(nameof(Make))] public static partial string V { get; }
                private static string Make() => "of the base";

                public partial class Derived : Base
                {
                    [ImageRoot(nameof(MakeOther))] public static new partial string V { get; }
                    private static string MakeOther() => "of the derived";

                    public partial class Last : Derived
                    {
                        [ImageRoot(nameof(MakeThird))] public static new partial string V { get; }
                        private static string MakeThird() => "of the last";
                    }
                }
            }
            """);

        Assert.AreEqual("of the base", sample.Read("Base", "V"));
        Assert.AreEqual("of the derived", sample.Read("Base+Derived", "V"));
        Assert.AreEqual("of the last", sample.Read("Base+Derived+Last", "V"));
    }

    [TestMethod]
    public async Task Names_of_the_surroundings_do_not_capture_those_of_generated_code()
    {
        using var sample = await LoadAsync("""
            namespace Other.Imaging { public class ImageRoot<T>; }
            namespace Other.System { public class Func<T>; }
            namespace Other
            {
                public partial class C
                {
                    private class String;
                    [global::Imaging.ImageRoot(nameof(Create))] public static partial global::System.String Root { get; }
                    private static string Create() => "made" + typeof(String).Name;
                }
            }
            """);

        Assert.AreEqual("madeString", sample.Read("Other.C", "Root"));
    }

    [TestMethod]
    public async Task Inherited_builder_makes_a_root_of_the_type_that_declares_the_property()
    {
        using var sample = await LoadAsync("""
            public abstract class Base<T> where T : new() { protected static T Create() => new(); private static string Hidden() => ""; }
            public partial class C : Base<System.Text.StringBuilder>
            {
                [Imaging.ImageRoot(nameof(Create))] public static partial object Root { get; }
                [Imaging.ImageRoot("Hidden")] public static partial string Own { get; }
                private static string Hidden() => "own";
            }
            """);

        Assert.IsInstanceOfType<System.Text.StringBuilder>(sample.Read("C", "Root"));
        Assert.AreEqual("own", sample.Read("C", "Own"));
        Assert.AreEqual("C.Root C.Own", sample.Built);
    }

    [TestMethod]
    public async Task Builder_is_chosen_among_its_overloads()
    {
        using var sample = await LoadAsync("""
            public partial class C
            {
                [Imaging.ImageRoot(nameof(Create))] public static partial string Root { get; }
                private static string Create(int n = 1) => "with " + n;
                private static string Create<T>() => "generic";
                private static string Create() => Create(2) + Create<int>();
            }
            """);

        Assert.AreEqual("with 2generic", sample.Read("C", "Root"));
    }

    [TestMethod]
    public async Task Root_without_nullable_annotations_compiles_clean()
    {
        var compilation = TestCompilation.Of(
            """
            public partial class C
            {
                [Imaging.ImageRoot(nameof(Create))] public static partial System.Collections.Generic.List<string> Root { get; }
                private static System.Collections.Generic.List<string> Create() => null;
            }
            """,
            nullable: Microsoft.CodeAnalysis.NullableContextOptions.Disable);
        using var sample = await compilation.LoadAsync();

        Assert.IsNull(sample.Read("C", "Root"));
    }

    [TestMethod]
    public async Task Obsolete_builder_is_reported_only_where_the_author_wrote_it()
    {
        await Expect.DiagnosticsAsync(
            TestCompilation.Of("""
                using System;
                [Obsolete] public class Old;
                public partial class C
                {
                    [Imaging.ImageRoot("Create")] public static partial Old Root { get; }
                    [Obsolete] private static Old Create() => new();
                }
                """),
            "CS0612 Old");
    }

    [TestMethod]
    public async Task Experimental_types_and_builders_are_reported_only_where_the_author_wrote_them()
    {
        using var sample = await LoadAsync("""
            #pragma warning disable EXP1, EXP2, EXP3, OLD1
            using System;
            using System.Collections.Generic;
            using System.Diagnostics.CodeAnalysis;
            [Experimental("EXP1")] public class Outer { public class New; }
            [Experimental("EXP2")] public class Key;
            [Obsolete("gone", DiagnosticId = "OLD1")] public class Old;
            public class Below { [Experimental("EXP3")] protected static Dictionary<Key, List<Outer.New[]>> Create() => []; }
            public partial class C : Below
            {
                [Imaging.ImageRoot("Create")] public static partial Dictionary<Key, List<Outer.New[]>> Root { get; }
                [Imaging.ImageRoot("CreateOld")] public static partial (Old, int) Olds { get; }
                private static (Old, int) CreateOld() => (new(), 1);
            }
            """);

        Assert.AreEqual(0, ((System.Collections.ICollection)sample.Read("C", "Root")!).Count);
    }

    [TestMethod]
    public async Task Builder_that_may_return_null_is_reported_by_the_compiler()
    {
        var message = await Expect.MessageAsync(
            TestCompilation.Of("""
                public partial class C
                {
                    [Imaging.ImageRoot(nameof(Create))] public static partial string Root { get; }
                    private static string? Create() => null;
                }
                """),
            "CS8621");

        StringAssert.Contains(message, "C.Create()", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Holder_is_private_lazy_and_marked_as_generated()
    {
        using var sample = await LoadAsync("""
            public partial class C
            {
                [Imaging.ImageRoot(nameof(Create))] public static partial string Root { get; }
                private static string Create() => "made";
            }
            """);

        var holder = sample.Assembly.GetType("C+ImageRootOfRoot", throwOnError: true)!;
        Assert.IsTrue(holder.IsNestedPrivate);
        Assert.IsTrue(holder.Attributes.HasFlag(System.Reflection.TypeAttributes.BeforeFieldInit));
        var marks = holder.CustomAttributes.Where(data => data.AttributeType == typeof(System.CodeDom.Compiler.GeneratedCodeAttribute));
        Assert.AreEqual("Imaging.Generator", marks.Single().ConstructorArguments[0].Value);
    }

    private static Task<LoadedSample> LoadAsync(string source) => TestCompilation.Of(source).LoadAsync();
}
