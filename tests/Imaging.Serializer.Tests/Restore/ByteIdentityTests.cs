namespace Imaging.Serializer.Tests.Restore;

/// <summary>The same inputs give the same image, byte by byte.</summary>
[TestClass]
public sealed class ByteIdentityTests
{
    private const string Source = """
        using System.Text.RegularExpressions;

        public sealed record Key(string Name, int Number);
        public enum Color { Red, Green }
        public class Node { public string Name; public List<Node> Children = new List<Node>(); public HashSet<Node> Set = new HashSet<Node>(); public object Box; }

        public static class Roots
        {
            private static IEnumerable<string> Words(int count) => Enumerable.Range(0, count).Select(i => "word " + i);

            public static readonly ImageRoot<Dictionary<string, int>> ByText = new(() => Words(100).ToDictionary(word => word, word => word.Length));
            public static readonly ImageRoot<Dictionary<string, int>> IgnoringCase = new(() => Words(50).ToDictionary(word => word, word => word.Length, StringComparer.OrdinalIgnoreCase));
            public static readonly ImageRoot<Dictionary<Key, string>> ByRecord = new(() => Words(50).ToDictionary(word => new Key(word, word.Length)));
            public static readonly ImageRoot<Dictionary<(string, int), string>> ByTuple = new(() => Words(50).ToDictionary(word => (word, word.Length)));
            public static readonly ImageRoot<HashSet<string>> Set = new(() => Removed(Words(60).ToHashSet()));
            public static readonly ImageRoot<HashSet<object>> ByIdentity = new(() => Enumerable.Range(0, 30).Select(_ => new object()).ToHashSet());
            public static readonly ImageRoot<ILookup<string, int>> Lookup = new(() => Enumerable.Range(0, 60).ToLookup(i => "key " + (i % 7)));
            public static readonly ImageRoot<ILookup<Color, string>> LookupByColor = new(() => Words(9).ToLookup(word => (Color)(word.Length % 2)));
            public static readonly ImageRoot<FrozenDictionary<string, int>> Frozen = new(() => Words(200).ToFrozenDictionary(word => word, word => word.Length));
            public static readonly ImageRoot<FrozenDictionary<string, int>> FrozenIgnoringCase = new(() => Words(40).ToFrozenDictionary(word => word, word => word.Length, StringComparer.OrdinalIgnoreCase));
            public static readonly ImageRoot<FrozenSet<string>> FrozenSet = new(() => Words(40).ToFrozenSet());
            public static readonly ImageRoot<FrozenDictionary<int, string>> FrozenByNumber = new(() => Words(40).Select((word, i) => (word, i)).ToFrozenDictionary(pair => pair.i * 31, pair => pair.word));
            public static readonly ImageRoot<ImmutableArray<string>> Immutable = new(() => [.. Words(10)]);
            public static readonly ImageRoot<Regex> Pattern = new(() => new Regex("^(a|b)+" + "$"));
            public static readonly ImageRoot<Func<string, bool>> Function = new(() => new HashSet<string>(Words(5)).Contains);
            public static readonly ImageRoot<Node> Graph = new(MakeGraph);
            public static readonly ImageRoot<Node> Shared = new(() => Graph.Value.Children[3]);
            public static readonly ImageRoot<object[]> Boxes = new(() => [1, 2L, 3.0, 'c', "text".Length, Guid.Empty, new DateTime(2020, 1, 1), TimeSpan.FromDays(1), 12.5m, Color.Green, typeof(Node)]);
            public static readonly ImageRoot<object> Refused = new(() => new Random());

            private static HashSet<string> Removed(HashSet<string> set)
            {
                for (int i = 0; i < 30; i += 3) set.Remove("word " + i);
                set.Add("late");
                return set;
            }

            private static Node MakeGraph()
            {
                var root = new Node { Name = "root" };
                for (int i = 0; i < 10; i++)
                {
                    var child = new Node { Name = "child " + i, Box = root };
                    child.Children.Add(root);
                    root.Children.Add(child);
                    root.Set.Add(child);
                }

                return root;
            }
        }
        """;

    [TestMethod]
    public void Image_made_twice_is_the_same()
    {
        using TestPackage package = Make();
        byte[] first = Serialize(package);
        File.Delete(package.ImagePath);

        CollectionAssert.AreEqual(first, Serialize(package));
    }

    [TestMethod]
    public void Image_does_not_depend_on_the_directory()
    {
        using TestPackage package = Make();
        using TestPackage other = Make();
        Assert.AreNotEqual(package.Directory, other.Directory);

        CollectionAssert.AreEqual(Serialize(package), Serialize(other));
    }

    [TestMethod]
    public async Task Image_of_file_local_types_does_not_depend_on_the_directory_and_is_used()
    {
        const string Source = """
            file interface IShape { double Area(); }
            file sealed class Circle : IShape { public double Radius; double IShape.Area() => Radius * 2; }

            file static class Hidden
            {
                public static readonly ImageRoot<double[]> Areas = new(() => [1.5, 2.5]);
                public static readonly ImageRoot<Func<double>> Area = new(() => ((IShape)new Circle { Radius = 2 }).Area);
                public static readonly ImageRoot<object> Refused = new(() => new Holder { Inner = new Random() });
                private sealed class Holder { public object Inner; }
            }

            public static class Roots
            {
                public static readonly ImageRoot<List<object>> Shapes = new(() => [new Circle { Radius = 3 }, typeof(Circle)]);
                public static double Sum => Hidden.Areas.Value.Sum() + Hidden.Area.Value() + ((Circle)Shapes.Value[0]).Radius;
            }
            """;
        using TestPackage package = TestPackage.Compile(Source);
        using TestPackage other = TestPackage.Compile(Source);
        package.Recompile(Source, "/here/Source.cs");
        other.Recompile(Source, "/some/where/else/Source.cs");
        CollectionAssert.AreNotEqual(File.ReadAllBytes(package.AssemblyPath), File.ReadAllBytes(other.AssemblyPath));

        SerializeResult result = package.Serialize();
        other.Serialize();

        Assert.AreEqual(3, result.Roots.Count(static root => root.Captured), string.Join('\n', result.Diagnostics));
        CollectionAssert.AreEqual(File.ReadAllBytes(package.ImagePath), File.ReadAllBytes(other.ImagePath));
        File.Copy(package.ImagePath, other.ImagePath, overwrite: true);
        Assert.AreEqual("11", (await other.PrintAsync("Roots.Sum")).Text());
    }

    [TestMethod]
    public void Image_does_not_depend_on_comments()
    {
        using TestPackage package = Make();
        byte[] before = Serialize(package);
        byte[] assembly = File.ReadAllBytes(package.AssemblyPath);

        // What a comment changes in an assembly that has symbols.
        package.Recompile("/* A comment. */\n\n" + Source);
        ModuleVersion.Set(package.AssemblyPath, Guid.NewGuid());
        File.Delete(package.ImagePath);

        CollectionAssert.AreNotEqual(assembly, File.ReadAllBytes(package.AssemblyPath));
        CollectionAssert.AreEqual(before, Serialize(package));
    }

    [TestMethod]
    public void Change_of_code_is_another_image()
    {
        using TestPackage package = Make();
        byte[] before = Serialize(package);

        package.Recompile(Source.Replace("\"late\"", "\"even later\"", StringComparison.Ordinal));

        CollectionAssert.AreNotEqual(before, Serialize(package));
    }

    [TestMethod]
    public async Task Image_does_not_depend_on_the_process()
    {
        using TestPackage package = Make();
        byte[] here = Serialize(package);
        var seeds = new HashSet<string>();
        Dictionary<string, string>[] environments =
        [
            [],
            new() { ["LANG"] = "tr_TR.UTF-8", ["LC_ALL"] = "tr_TR.UTF-8", ["TZ"] = "Asia/Tokyo", ["HOME"] = "/", ["DOTNET_gcServer"] = "1" },
            new() { ["DOTNET_TieredCompilation"] = "0", ["DOTNET_EnableHWIntrinsic"] = "0", ["DOTNET_PROCESSOR_COUNT"] = "1" },
        ];
        foreach (Dictionary<string, string> environment in environments)
        {
            (string seed, byte[] there) = await SerializingProcess.RunAsync(package, environment);

            seeds.Add(seed);
            CollectionAssert.AreEqual(here, there, string.Join(' ', environment));
        }

        Assert.HasCount(environments.Length, seeds, "the processes had the same hash seed");
    }

    private static TestPackage Make() => TestPackage.Compile(Source);

    private static byte[] Serialize(TestPackage package)
    {
        SerializeResult result = package.Serialize();
        Assert.IsTrue(result.ImageWritten);
        Assert.AreEqual(
            "Roots.Refused",
            string.Join(' ', result.Roots.Where(static root => !root.Captured).Select(static root => root.Root)),
            string.Join('\n', result.Diagnostics));
        return File.ReadAllBytes(package.ImagePath);
    }
}
