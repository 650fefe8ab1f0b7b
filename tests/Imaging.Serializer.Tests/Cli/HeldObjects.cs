namespace Imaging.Serializer.Tests.Cli;

/// <summary>Packages <c>Base</c> and <c>Top</c> above it, with cycles, collections of all kinds, and objects that roots and packages share.</summary>
internal static class HeldObjects
{
    internal const string BaseSource = """
        namespace Zoo
        {
            public class Animal { public string Name; public int Legs = 4; public Animal Next; public Animal[] Friends; public DateTime Born = new DateTime(2020, 1, 2); }
            public struct Cage { public int Number; public Animal Owner; }
        }

        public static class Base
        {
            private static Zoo.Animal Make(string name) => new Zoo.Animal { Name = string.Concat("the ", name) };
            private static Zoo.Animal Ring() { var a = Make("cow"); var b = Make("cat"); a.Next = b; b.Next = a; return a; }

            public static readonly ImageRoot<Zoo.Animal> Circle = new(Ring);
            public static readonly ImageRoot<Dictionary<string, Zoo.Animal>> ByName = new(() => new[] { "ape", "bee", "c\"]d" }.ToDictionary(name => name, Make));
            public static readonly ImageRoot<SortedDictionary<int, Zoo.Animal>> ByNumber = new(() => new SortedDictionary<int, Zoo.Animal>(Enumerable.Range(1, 9).ToDictionary(i => i, i => Make("number " + i))));
            public static readonly ImageRoot<FrozenDictionary<string, Zoo.Animal>> Frozen = new(() => new[] { "dog", "eel", "fox" }.ToFrozenDictionary(name => name, Make, StringComparer.Ordinal));
            public static readonly ImageRoot<ImmutableDictionary<string, Zoo.Animal>> Immutable = new(() => new[] { "gnu", "hen" }.ToImmutableDictionary(name => name, Make));
            public static readonly ImageRoot<ConcurrentDictionary<int, Zoo.Animal>> Concurrent = new(() => new ConcurrentDictionary<int, Zoo.Animal>(new Dictionary<int, Zoo.Animal> { [7] = Make("ibis") }));
            public static readonly ImageRoot<Dictionary<string, int>> Counts = new(() => new Dictionary<string, int> { ["x" + 1] = 10, ["x" + 2] = 20 });
            public static readonly ImageRoot<List<Zoo.Cage>> Cages = new(() => [new Zoo.Cage { Number = 5, Owner = Make("owl") }]);
            public static readonly ImageRoot<Zoo.Animal[,]> Grid = new(() => new Zoo.Animal[2, 3] { { null, Make("pig"), null }, { null, null, Make("rat") } });
            public static readonly ImageRoot<Func<string>> Called = new(() => new Speaker { Words = string.Concat("h", "i") }.Say);
            public static readonly ImageRoot<object> Refused = new(() => new System.IO.MemoryStream());

            public static readonly ImageRoot<Zoo.Animal[]> Both = new(() => [Make("yak"), Make("zebu")]);
            public static readonly ImageRoot<Zoo.Animal> One = new(() => Both.Value[1]);
        }

        public sealed class Speaker { public string Words; public string Say() => Words; }
        """;

    internal const string TopSource = """
        public static class Top
        {
            public static readonly ImageRoot<Zoo.Animal[]> Chosen = new(() => [Base.ByName.Value["bee"], Base.ByName.Value["bee"], new Zoo.Animal { Name = "own" + 1, Next = Base.Circle.Value }]);
            public static readonly ImageRoot<string[]> Alone = new(() => ["a" + 1]);
        }
        """;

    private static readonly Lazy<TestPackage> s_top = new(Make);

    /// <summary>Both packages with their images in one directory. Not to be changed: tests copy it.</summary>
    internal static TestPackage Top => s_top.Value;

    internal static string TopImage => Top.ImagePath;

    internal static string BaseImage => Path.Combine(Top.Directory, "Base.pkgimg");

    internal static void CopyTo(TemporaryDirectory directory)
    {
        foreach (string file in Directory.EnumerateFiles(Top.Directory))
        {
            File.Copy(file, directory.File(Path.GetFileName(file)));
        }
    }

    internal static void Delete()
    {
        if (s_top.IsValueCreated)
        {
            s_top.Value.Dispose();
        }
    }

    private static TestPackage Make()
    {
        using var below = TestPackage.Compile(BaseSource, "Base");
        SerializeResult result = below.Serialize();
        Assert.AreEqual("Base.Refused", string.Join(' ', result.Roots.Where(static root => !root.Captured).Select(static root => root.Root)), string.Join('\n', result.Diagnostics));
        var top = TestPackage.Compile(TopSource, "Top", below);
        top.SerializeAll();
        return top;
    }
}
