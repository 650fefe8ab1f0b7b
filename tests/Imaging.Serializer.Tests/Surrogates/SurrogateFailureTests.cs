using Imaging.Format;
using Imaging.Serializer.Reading;
using Imaging.Serializer.Tests.Reading;
using Imaging.Serializer.Tests.Restore;

namespace Imaging.Serializer.Tests.Surrogates;

/// <summary>Surrogates that fail in the program, or that are no longer those that the image was made with: builders run, and say why.</summary>
[TestClass]
public sealed class SurrogateFailureTests
{
    private const string Thing = """
        [ImageSurrogate(typeof(S))] public class Thing { public string Name = "thing" + 1; }
        public sealed class Derived : Thing { }
        public static class Roots
        {
            public static readonly ImageRoot<List<Thing>> Root = new(() => [new Thing()]);
            public static readonly ImageRoot<string> Other = new(() => "other" + 1);
        }

        """;

    [TestMethod]
    [DataRow("throw new FormatException(\"not \\n this\")", "the surrogate S failed with FormatException: not \n this")]
    [DataRow("null", "the surrogate of Thing made nothing")]
    [DataRow("new Derived()", "the surrogate of Thing made a Derived")]
    [DataRow("Never.Made", "the surrogate S failed with NotSupportedException: never")]
    public async Task Failure_in_the_program_leads_to_the_builder(string from, string reason)
    {
        using var package = TestPackage.Compile(Thing + $$"""
            public static class Never { public static readonly Thing Made = Fail(); private static Thing Fail() => throw new NotSupportedException("never"); }
            public sealed class S : ImageSurrogate<Thing, string> { public override string ToSurrogate(Thing value) => value.Name; public override Thing FromSurrogate(string surrogate) => {{from}}; }
            """);
        package.SerializeAll();

        ProgramResult result = await package.RunAsync(RootReading.Program("Roots.Root.Value[0].Name + Roots.Other.Value"), "auto");

        Assert.AreEqual($"value thing1other1\nRoots.Root builder: {reason}\nRoots.Other image", result.Text());
    }

    [TestMethod]
    public async Task Root_that_its_surrogate_reads_again_is_built_and_stays_one_object()
    {
        using var package = TestPackage.Compile(Thing + """
            public sealed class S : ImageSurrogate<Thing, string> { public override string ToSurrogate(Thing value) => value.Name; public override Thing FromSurrogate(string surrogate) => Roots.Root.Value[0]; }
            """);
        package.SerializeAll();

        ProgramResult result = await package.RunAsync(RootReading.Program("Roots.Root.Value[0].Name + ReferenceEquals(Roots.Root.Value, Roots.Root.Value)"), "auto");

        string[] lines = result.Text().Split('\n');
        Assert.AreEqual("value thing1True", lines[0]);
        Assert.IsTrue(lines[1..].All(static line => line.StartsWith("Roots.Root builder: ", StringComparison.Ordinal)), result.Text());
    }

    [TestMethod]
    public void Trial_that_fails_is_a_warning_of_the_build()
    {
        using var package = TestPackage.Compile(Thing + """
            public sealed class S : ImageSurrogate<Thing, string> { public override string ToSurrogate(Thing value) => value.Name; public override Thing FromSurrogate(string surrogate) => throw new FormatException("no"); }
            """);

        SerializeResult result = package.Serialize(static request => request with { Verify = true });

        ImagingDiagnostic warning = result.Diagnostics.Single();
        Assert.AreEqual(("IMG2033", ImagingSeverity.Warning), (warning.Code, warning.Severity));
        Assert.AreEqual("P: the image holds the root Roots.Root, and a fresh process did not restore it: the surrogate S failed with FormatException: no. Programs will run its builder; mend what the reason says, or name the root in ImagingExclude.", warning.Message);
    }

    [TestMethod]
    public void Surrogate_that_differs_in_another_process_is_found_with_its_path()
    {
        using var package = TestPackage.Compile(Thing + """
            public sealed class S : ImageSurrogate<Thing, object[]> { public override object[] ToSurrogate(Thing value) => [value.Name, Environment.ProcessorCount]; public override Thing FromSurrogate(object[] surrogate) => new(); }
            """);

        SerializeResult result = package.Serialize(static request => request with { Verify = true });

        Assert.AreEqual("IMG2030", result.Diagnostics.Single().Code);
        Assert.Contains("gave another value at Roots.Root[0].ToSurrogate()[1]: ", result.Diagnostics[0].Message);
        Assert.Contains(" in the build, 3 there", result.Diagnostics[0].Message);
    }

    [TestMethod]
    public async Task Root_rests_on_the_assembly_that_only_declares_the_surrogate_and_others_do_not()
    {
        const string Surrogate = """
            [assembly: ImageSurrogate(typeof(S))]
            public sealed class S : ImageSurrogate<Thing, string> { public override string ToSurrogate(Thing value) => value.Name; public override Thing FromSurrogate(string surrogate) => new() { Name = surrogate + "#1" }; }
            """;
        using var lib = TestPackage.Compile("public class Thing { public string Name = \"thing\" + 1; private readonly nint _address = 1; }", "Lib");
        using var surrogates = TestPackage.Compile(Surrogate, "Surrogates", lib);
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<string> First = new(() => "first" + 1);
                public static readonly ImageRoot<List<Thing>> Root = new(() => [new Thing()]);
            }
            """, "P", surrogates);
        package.SerializeAll();
        ImageDescription image = ImageDescription.Read(package.ImagePath);
        Assert.AreEqual("P, System.Private.CoreLib, Lib", string.Join(", ", image.Roots[0].RestsOn));
        Assert.AreEqual("P, System.Private.CoreLib, Lib, Surrogates", string.Join(", ", image.Roots[1].RestsOn));
        Assert.AreEqual(new SurrogateDescription("S", "Surrogates", "Thing", 1), image.Surrogates.Single());
        Assert.AreEqual("thing1#1", (await package.PrintAsync("Roots.Root.Value[0].Name")).Text());

        SourceCompiler.Compile(Surrogate.Replace("#1", "#2", StringComparison.Ordinal), Path.Combine(package.Directory, "Surrogates.dll"), [Path.Combine(package.Directory, "Lib.dll")]);

        ProgramResult result = await package.RunAsync(RootReading.Program("Roots.Root.Value[0].Name + Roots.First.Value"), "auto");
        Assert.MatchesRegex("^value thing1first1\nRoots.Root builder: Surrogates changed: .*\nRoots.First image$", result.Text());
        Assert.IsFalse(package.Serialize().UpToDate);
        Assert.AreEqual("thing1#2", (await package.PrintAsync("Roots.Root.Value[0].Name")).Text());
    }

    [TestMethod]
    public async Task Objects_of_a_dependency_that_surrogates_stand_for_are_shared_with_it_and_may_change_as_they_are_used()
    {
        using var lib = TestPackage.Compile("""
            [ImageSurrogate(typeof(S))]
            public sealed class Engine(string name) { private readonly nint _address = 1; public string Cached; public string Name => Cached ??= name + _address; public string Source => name; }
            public sealed class S : ImageSurrogate<Engine, string> { public override string ToSurrogate(Engine value) => value.Source; public override Engine FromSurrogate(string surrogate) => new(surrogate); }
            public static class Lib { public static readonly ImageRoot<Engine[]> Engines = new(() => [new("a" + 1), new("b" + 1)]); }
            """, "Lib");
        lib.SerializeAll();
        using var package = TestPackage.Compile("""
            public static class Roots { public static readonly ImageRoot<Dictionary<string, Engine>> ByName = new(() => Lib.Engines.Value.ToDictionary(engine => engine.Name)); }
            """, "P", lib);
        package.SerializeAll();

        ProgramResult result = await package.PrintAsync("$\"{string.Join(' ', Roots.ByName.Value.Keys)} {ReferenceEquals(Roots.ByName.Value[\"b11\"], Lib.Engines.Value[1])} {Lib.Engines.Value[1].Name}\"");

        Assert.AreEqual("a11 b11 True b11", result.Text());
        Assert.IsEmpty(ImageVerifier.Verify(package.ImagePath));
    }

    [TestMethod]
    [DataRow("surrogate => Table.Of(surrogate)", null)]
    [DataRow("surrogate => new Unit(surrogate)", "at Roots.Root._items[0]: the static field Table.s_units holds it too, at Table.s_units[1], and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root, or let S.FromSurrogate return the one that the field holds.")]
    public async Task Object_that_the_process_has_anyway_is_looked_up_or_refused(string from, string? refusal)
    {
        using var package = TestPackage.Compile($$"""
            [ImageSurrogate(typeof(S))]
            public sealed class Unit(int number) { public int Number = number; }
            public static class Table
            {
                private static Unit[] s_units = [new(0), new(1), new(2)];
                public static Unit Of(int number) => number < 3 ? s_units[number] : new(number);
            }
            public sealed class S : ImageSurrogate<Unit, int>
            {
                private static readonly Func<int, Unit> s_from = {{from}};
                public override int ToSurrogate(Unit value) => value.Number;
                public override Unit FromSurrogate(int surrogate) => s_from(surrogate);
            }
            public static class Roots { public static readonly ImageRoot<List<Unit>> Root = new(() => [Table.Of(1), Table.Of(7), Table.Of(1)]); }
            """);
        if (refusal is not null)
        {
            Assert.AreEqual($"P: the root Roots.Root keeps its builder: {refusal}", package.Serialize().Diagnostics.Single().Message);
            return;
        }

        package.SerializeAll();
        ProgramResult result = await package.PrintAsync("$\"{ReferenceEquals(Roots.Root.Value[0], Table.Of(1))} {ReferenceEquals(Roots.Root.Value[2], Table.Of(1))} {Roots.Root.Value[1].Number}\"");
        Assert.AreEqual("True True 7", result.Text());
    }

    [TestMethod]
    [DataRow("of another class")]
    [DataRow("twice")]
    [DataRow("not at all")]
    [DataRow("no such type")]
    [DataRow("of a placed object")]
    public async Task Forged_surrogate_is_rejected_and_found(string how)
    {
        using var package = TestPackage.Compile("""
            [ImageSurrogate(typeof(S))] public class A { public string Name = "a"; }
            [ImageSurrogate(typeof(T))] public class B { public string Name = "b"; }
            public sealed class S : ImageSurrogate<A, string> { public override string ToSurrogate(A value) => value.Name + 1; public override A FromSurrogate(string surrogate) => new() { Name = surrogate }; }
            public sealed class T : ImageSurrogate<B, string> { public override string ToSurrogate(B value) => value.Name + 2; public override B FromSurrogate(string surrogate) => new() { Name = surrogate }; }
            public sealed class Pair { public A A = new(); public B B = new(); }
            public static class Roots { public static readonly ImageRoot<Pair> Root = new(() => new Pair()); }
            """);
        package.SerializeAll();
        var patch = new ImagePatch(package.ImagePath);
        Span<RawRebuild> rebuilds = patch.Table<RawRebuild>(SectionKind.Rebuilds);
        Span<ulong> arguments = patch.Table<ulong>(SectionKind.RebuildArguments);
        switch (how)
        {
            case "of another class":
                (arguments[1], arguments[3]) = (arguments[3], arguments[1]);
                break;
            case "twice":
                rebuilds[1].Ordinal = rebuilds[0].Ordinal;
                break;
            case "not at all":
                rebuilds[1].Kind = RebuildKind.HashTable;
                break;
            case "no such type":
                arguments[1] = uint.MaxValue;
                break;
            default:
                rebuilds[1].Ordinal = Enumerable.Range(0, 3).Select(static ordinal => (uint)ordinal).Except([rebuilds[0].Ordinal, rebuilds[1].Ordinal]).Single();
                break;
        }

        patch.Save();

        await RootReading.IsBuiltAsync(package, "Roots.Root.Value.A.Name + Roots.Root.Value.B.Name", "ab", "Roots.Root", how == "of another class" ? "the surrogate of " : "the image is damaged");
        Assert.IsTrue(ImageVerifier.Verify(package.ImagePath).Any(static finding => finding.Severity == ImagingSeverity.Error));
    }

    [TestMethod]
    public async Task Generic_surrogate_stands_for_every_instantiation()
    {
        using var package = TestPackage.Compile("""
            [ImageSurrogate(typeof(S<>))]
            public sealed class Tree<T>(params T[] items) { private readonly nint _address = 1; public T[] Items => items; }
            internal sealed class S<T> : ImageSurrogate<Tree<T>, List<T>> { public override List<T> ToSurrogate(Tree<T> value) => [.. value.Items]; public override Tree<T> FromSurrogate(List<T> surrogate) => new([.. surrogate]); }
            public static class Roots { public static readonly ImageRoot<object[]> Root = new(() => [new Tree<int>(1, 2), new Tree<string>("a" + 1), new Tree<Tree<long>>(new Tree<long>(5)), new Tree<(Guid, string)>((Guid.Empty, "b" + 1))]); }
            """);
        package.SerializeAll();

        ProgramResult result = await package.PrintAsync("string.Join(' ', ((Tree<int>)Roots.Root.Value[0]).Items.Sum(), ((Tree<string>)Roots.Root.Value[1]).Items[0], ((Tree<Tree<long>>)Roots.Root.Value[2]).Items[0].Items[0], ((Tree<(Guid, string)>)Roots.Root.Value[3]).Items[0].Item2)");

        Assert.AreEqual("3 a1 5 b1", result.Text());
        Assert.IsEmpty(ImageVerifier.Verify(package.ImagePath));
    }
}
