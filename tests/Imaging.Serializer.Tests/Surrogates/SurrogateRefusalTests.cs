namespace Imaging.Serializer.Tests.Surrogates;

/// <summary>Surrogates that cannot be used: the root keeps its builder, and the build says where, why and what to do.</summary>
[TestClass]
public sealed class SurrogateRefusalTests
{
    [TestMethod]
    [DataRow(
        "IMG2022",
        "at Roots.Root[0]: the surrogate S threw System.InvalidOperationException for a Thing; let ToSurrogate give what the object is made from, or refuse the object in the builder. (System.InvalidOperationException: no)",
        "throw new InvalidOperationException(\"no\")")]
    [DataRow(
        "IMG2024",
        "at Roots.Root[0]: the surrogate S leads back to the object that it stands for, so neither can be made before the other; let it hold what the object is made from, without the object itself.",
        "value")]
    [DataRow(
        "IMG2024",
        "at Roots.Root[0]: the surrogate S leads back to the object that it stands for, so neither can be made before the other; let it hold what the object is made from, without the object itself.",
        "new List<FrozenDictionary<Guid, Thing>> { Enumerable.Range(0, 40).ToFrozenDictionary(n => new Guid(n, 0, 0, new byte[8]), _ => value) }")]
    [DataRow(
        "IMG2010",
        "at Roots.Root[0].ToSurrogate()[0]: System.Random: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude.",
        "new object[] { new Random() }")]
    public void Surrogate_that_gives_the_wrong_thing_is_refused(string code, string text, string given)
    {
        using var package = TestPackage.Compile(Source("", "ImageSurrogate<Thing, object>", given));

        AssertRefused(package, code, text);
    }

    [TestMethod]
    public void Surrogate_that_makes_new_objects_without_end_is_refused()
    {
        using var package = TestPackage.Compile(Source("", "ImageSurrogate<Thing, object>", "new Thing()"));

        SerializeResult result = package.Serialize();

        Assert.AreEqual("IMG2024", result.Diagnostics.Single().Code);
        Assert.EndsWith(": surrogates that hold objects with surrogates are nested more than 10000 deep: the surrogate S seems to make a new Thing each time; let it hold what the object is made from.", result.Diagnostics[0].Message);
        Assert.IsLessThan(2_000, result.Diagnostics[0].Message.Length, "the path is as deep as the surrogates");
    }

    [TestMethod]
    [DataRow("public abstract class S : ImageSurrogate<Thing, object> { }", "S cannot be made; let it be a class that is not abstract, with a constructor without parameters")]
    [DataRow("public class S(int number) : ImageSurrogate<Thing, object> { public override object ToSurrogate(Thing v) => number; public override Thing FromSurrogate(object s) => new(); }", "S cannot be made; let it be a class that is not abstract, with a constructor without parameters")]
    [DataRow("public class S { }", "S does not derive from ImageSurrogate<T, TSurrogate>; derive it from that")]
    [DataRow("public class S : ImageSurrogate<Other, object> { public override object ToSurrogate(Other v) => v; public override Other FromSurrogate(object s) => new(); }", "Thing declares S, which stands for Other; declare it there, or on the assembly", true)]
    public void Declaration_that_cannot_be_used_refuses_what_it_is_for(string surrogate, string problem, bool isOther = false)
    {
        using var package = TestPackage.Compile($$"""
            [ImageSurrogate(typeof(S))] public class Thing { public int Number = 1; }
            public class Other { }
            {{surrogate}}
            public static class Roots
            {
                public static readonly ImageRoot<object[]> Root = new(() => [new {{(isOther ? "Other" : "Thing")}}()]);
                public static readonly ImageRoot<string> Healthy = new(() => "healthy" + 1);
            }
            """);

        AssertRefused(package, "IMG2023", $"at Roots.Root[0]: P declares a surrogate of {(isOther ? "Other" : "Thing")} that cannot be used: {problem}.");
    }

    [TestMethod]
    [DataRow("typeof(Random)", "System.Random is a type of the framework, which cannot have a surrogate; give one to the class of yours that holds it", "new Random()", "System.Random", "System.Random")]
    public void Classes_of_the_framework_have_no_surrogates(string target, string problem, string value, string name, string full)
    {
        using var package = TestPackage.Compile($$"""
            [assembly: ImageSurrogate(typeof(S))]
            internal sealed class S : ImageSurrogate<{{target[7..^1]}}, object> { public override object ToSurrogate({{full}} v) => null; public override {{full}} FromSurrogate(object s) => null; }
            public static class Roots
            {
                public static readonly ImageRoot<object[]> Root = new(() => [{{value}}]);
                public static readonly ImageRoot<string> Healthy = new(() => "healthy" + 1);
            }
            """);

        AssertRefused(package, "IMG2023", $"at Roots.Root[0]: P declares a surrogate of {name} that cannot be used: {problem}.");
    }

    [TestMethod]
    public void Attribute_that_names_no_class_is_reported_without_a_root()
    {
        using var package = TestPackage.Compile("""
            [assembly: ImageSurrogate(typeof(string))]
            [assembly: ImageSurrogate(null)]
            public static class Roots { public static readonly ImageRoot<string> Healthy = new(() => "healthy" + 1); }
            """);

        SerializeResult result = package.SerializeAll();

        Assert.AreEqual(
            "P: P declares a surrogate that cannot be used: System.String does not derive from ImageSurrogate<T, TSurrogate>; derive it from that.\nP: P declares a surrogate that cannot be used: its ImageSurrogate attribute names no class.",
            string.Join('\n', result.Diagnostics.Select(static diagnostic => diagnostic.Message)));
        Assert.IsTrue(result.Diagnostics.All(static diagnostic => diagnostic is { Code: "IMG2023", Severity: ImagingSeverity.Warning }));
    }

    [TestMethod]
    [DataRow("", "", "IMG2023", "Derived derives from Thing, and the surrogate S stands for Thing alone; declare a surrogate for Derived, or set IncludeDerivedTypes.")]
    [DataRow(", IncludeDerivedTypes = true", "", null, null)]
    [DataRow("", "[assembly: ImageSurrogate(typeof(SD))]", null, null)]
    [DataRow(", IncludeDerivedTypes = true", "[assembly: ImageSurrogate(typeof(SD))]", null, null)]
    [DataRow(", IncludeDerivedTypes = true", "[assembly: ImageSurrogate(typeof(S2), IncludeDerivedTypes = true)]", "IMG2021", "Thing has several surrogates: S of P and S2 of P; declare one of them only.")]
    public async Task Derived_class_is_refused_unless_a_surrogate_is_meant_for_it(string include, string more, string? code, string? text)
    {
        using var package = TestPackage.Compile($$"""
            [assembly: ImageSurrogate(typeof(S){{include}})]
            {{more}}
            public class Thing { public string Name = "thing"; }
            public sealed class Derived : Thing { }
            internal sealed class S : ImageSurrogate<Thing, string> { public override string ToSurrogate(Thing v) => v.Name; public override Thing FromSurrogate(string s) => new Derived { Name = s + "S" }; }
            internal sealed class S2 : ImageSurrogate<Thing, string> { public override string ToSurrogate(Thing v) => v.Name; public override Thing FromSurrogate(string s) => new Derived { Name = s + "S2" }; }
            internal sealed class SD : ImageSurrogate<Derived, string> { public override string ToSurrogate(Derived v) => v.Name; public override Derived FromSurrogate(string s) => new Derived { Name = s + "SD" }; }
            public static class Roots
            {
                public static readonly ImageRoot<Thing> Root = new(() => new Derived { Name = "d" });
                public static readonly ImageRoot<string> Healthy = new(() => "healthy" + 1);
            }
            """);
        if (code is not null)
        {
            AssertRefused(package, code, $"at Roots.Root: {text}");
            return;
        }

        package.SerializeAll();
        Assert.AreEqual(more.Length > 0 ? "dSD" : "dS", (await package.PrintAsync("Roots.Root.Value.Name")).Text());
    }

    [TestMethod]
    [DataRow("IThing", ", IncludeDerivedTypes = true", null)]
    [DataRow("IThing", "", "P declares a surrogate of IThing that cannot be used: no object is of the interface IThing itself; set IncludeDerivedTypes, or declare surrogates for the classes that objects have.")]
    [DataRow("Base", ", IncludeDerivedTypes = true", null)]
    [DataRow("Base", "", "P declares a surrogate of Base that cannot be used: no object is of the abstract class Base itself; set IncludeDerivedTypes, or declare surrogates for the classes that objects have.")]
    public async Task Interface_or_abstract_class_stands_for_the_classes_behind_it(string target, string include, string? problem)
    {
        using var package = TestPackage.Compile($$"""
            [assembly: ImageSurrogate(typeof(S){{include}})]
            public interface IThing { string Name { get; } }
            public abstract class Base : IThing { public string Name { get; init; } }
            internal sealed class Hidden : Base { private readonly nint _address = 4; }
            internal sealed class S : ImageSurrogate<{{target}}, string> { public override string ToSurrogate({{target}} v) => v.Name; public override {{target}} FromSurrogate(string s) => new Hidden { Name = s }; }
            public static class Roots
            {
                public static readonly ImageRoot<IThing> Root = new(() => new Hidden { Name = "h" });
                public static readonly ImageRoot<string> Healthy = new(() => "healthy" + 1);
            }
            """);
        if (problem is not null)
        {
            AssertRefused(package, "IMG2023", $"at Roots.Root: {problem}");
            return;
        }

        package.SerializeAll();
        Assert.AreEqual("h", (await package.PrintAsync("Roots.Root.Value.Name")).Text());
    }

    [TestMethod]
    public void Two_interfaces_of_an_object_must_not_both_have_a_surrogate()
    {
        using var package = TestPackage.Compile("""
            [assembly: ImageSurrogate(typeof(A), IncludeDerivedTypes = true)]
            [assembly: ImageSurrogate(typeof(B), IncludeDerivedTypes = true)]
            public interface IA { }
            public interface IB { }
            public sealed class Both : IA, IB { }
            internal sealed class A : ImageSurrogate<IA, string> { public override string ToSurrogate(IA v) => ""; public override IA FromSurrogate(string s) => new Both(); }
            internal sealed class B : ImageSurrogate<IB, string> { public override string ToSurrogate(IB v) => ""; public override IB FromSurrogate(string s) => new Both(); }
            public static class Roots
            {
                public static readonly ImageRoot<Both> Root = new(() => new Both());
                public static readonly ImageRoot<string> Healthy = new(() => "healthy" + 1);
            }
            """);

        AssertRefused(package, "IMG2021", "at Roots.Root: Both implements IA and IB, which both have a surrogate; declare one for Both.");
    }

    [TestMethod]
    [DataRow("[assembly: ImageSurrogate(typeof(OwnSurrogate))]", null)]
    [DataRow("", "at Roots.Root: Thing has several surrogates: ASurrogate of A and BSurrogate of B; declare the one to use in P.")]
    public async Task Surrogates_of_two_packages_conflict_unless_the_captured_one_decides(string own, string? text)
    {
        using var lib = TestPackage.Compile("public sealed class Thing { public string Name = \"\"; }", "Lib");
        using var a = TestPackage.Compile(Of("A"), "A", lib);
        using var b = TestPackage.Compile(Of("B"), "B", lib);
        using var package = TestPackage.Compile($$"""
            {{own}}
            public sealed class OwnSurrogate : ImageSurrogate<Thing, string> { public override string ToSurrogate(Thing v) => v.Name; public override Thing FromSurrogate(string s) => new Thing { Name = s + " by P" }; }
            public static class Roots
            {
                public static readonly ImageRoot<Thing> Root = new(() => new Thing { Name = "thing" });
                public static readonly ImageRoot<string> Healthy = new(() => "healthy" + 1);
            }
            """, "P", a, b);
        if (text is not null)
        {
            AssertRefused(package, "IMG2021", text);
            return;
        }

        package.SerializeAll();
        Assert.AreEqual("thing by P", (await package.PrintAsync("Roots.Root.Value.Name")).Text());

        static string Of(string name) => $$"""
            [assembly: ImageSurrogate(typeof({{name}}Surrogate))]
            public sealed class {{name}}Surrogate : ImageSurrogate<Thing, string> { public override string ToSurrogate(Thing v) => v.Name; public override Thing FromSurrogate(string s) => new Thing { Name = s }; }
            """;
    }

    private static string Source(string attribute, string contract, string given) => $$"""
        {{attribute}}
        [ImageSurrogate(typeof(S))] public class Thing { }
        internal sealed class S : {{contract}} { public override object ToSurrogate(Thing value) => {{given}}; public override Thing FromSurrogate(object surrogate) => new(); }
        public static class Roots
        {
            public static readonly ImageRoot<object[]> Root = new(() => [new Thing()]);
            public static readonly ImageRoot<string> Healthy = new(() => "healthy" + 1);
        }
        """;

    private static void AssertRefused(TestPackage package, string code, string text)
    {
        SerializeResult result = package.Serialize();

        ImagingDiagnostic said = result.Diagnostics.Single();
        Assert.AreEqual($"P: the root Roots.Root keeps its builder: {text}", said.Message);
        Assert.AreEqual((code, ImagingSeverity.Warning), (said.Code, said.Severity));
        Assert.AreEqual("Roots.Healthy", result.Roots.Single(static root => root.Captured).Root);
    }
}
