namespace Imaging.Serializer.Tests.Externals;

/// <summary>Objects that static fields of dependencies hold: the process's own are referred to, others make the root refused.</summary>
[TestClass]
public sealed class LinkedAliasTests
{
    private const string Lib = """
        public sealed class Node { public string Name; public object Inner; public string Text() => Name; }
        public static class Cache<T> { public static readonly List<T> Items = []; }
        public static class Registry<TKey, TValue> { public static readonly Dictionary<TKey, TValue> Table = []; }
        public static class Slot { public static (int Number, object Value) Pair; public static readonly List<Func<string>> Callbacks = []; }
        public static class Lib
        {
            public static readonly ImageRoot<Node[]> Nodes = new(() => [new Node { Name = "n" + 1 }, new Node { Name = "n" + 2 }]);
            public static List<T> Items<T>() => Cache<T>.Items;
            public static Dictionary<TKey, TValue> Table<TKey, TValue>() => Registry<TKey, TValue>.Table;
        }
        public static class Index { public static readonly Dictionary<string, Node> ByName = Lib.Nodes.Value.ToDictionary(node => node.Name); }
        """;

    [TestMethod]
    public async Task What_the_dependency_holds_is_referred_to()
    {
        using TestPackage lib = Make(Lib, "Lib");
        using TestPackage app = Make("""
            public sealed class Own { public int Number; }
            public static class Roots
            {
                public static readonly ImageRoot<object[]> Empty = new(() => [Lib.Items<Own>(), Lib.Table<Own, string>(), Lib.Table<string, Own>()]);
                public static readonly ImageRoot<object[]> Kept = new(() => [Index.ByName, Index.ByName["n1"]]);
                public static readonly ImageRoot<Func<string>> Call = new(() => Index.ByName["n2"].Text);
            }
            """, "App", lib);

        Assert.AreEqual("True True True True True n2 True 4", (await app.RunAsync("""
            Console.WriteLine($"{ReferenceEquals(Roots.Empty.Value[0], Cache<Own>.Items)} {ReferenceEquals(Roots.Empty.Value[1], Registry<Own, string>.Table)} {ReferenceEquals(Roots.Empty.Value[2], Registry<string, Own>.Table)} "
                + $"{ReferenceEquals(Roots.Kept.Value[0], Index.ByName)} {ReferenceEquals(Roots.Kept.Value[1], Lib.Nodes.Value[0])} {Roots.Call.Value()} {ReferenceEquals(Roots.Call.Value.Target, Lib.Nodes.Value[1])} {PackageImage.Decisions.Count(decision => decision.FromImage)}");
            """)).Text());
    }

    [TestMethod]
    [DataRow("Lib.Items<Own>().Add(own)", "the static field Cache`1[Own].Items holds it too")]
    [DataRow("Lib.Table<string, Own>()[\"x\"] = own", "the static field Registry`2[System.String,Own].Table holds it too")]
    [DataRow("Slot.Pair = (1, own)", "the static field Slot.Pair holds it too")]
    [DataRow("Slot.Callbacks.Add(own.ToString)", "the static field Slot.Callbacks holds it too, at Slot.Callbacks._items[0]._target")]
    public void What_a_builder_lets_the_dependency_hold_is_refused(string hold, string reason)
    {
        using TestPackage lib = Make(Lib, "Lib");
        using var app = TestPackage.Compile($$"""
            public sealed class Own { public int Number; }
            public static class Roots
            {
                public static readonly ImageRoot<object[]> Held = new(() => { var own = new Own { Number = 5 }; {{hold}}; return [own, Lib.Items<Own>(), Lib.Table<string, Own>()]; });
                public static readonly ImageRoot<int[]> Apart = new(() => [1, 2]);
            }
            """, "App", lib);

        SerializeResult result = app.Serialize();

        Assert.AreEqual("IMG2013", result.Diagnostics.Single().Code);
        Assert.Contains(reason, result.Diagnostics.Single().Message);
        Assert.AreEqual("Roots.Apart", result.Roots.Single(static root => root.Captured).Root);
    }

    // Memory of the first root's builder, that the second may have read: of the same code it is the same, but a file may be another.
    [TestMethod]
    public async Task Root_of_a_dependency_with_inputs_that_an_earlier_builder_read_may_live_on_in_a_static_field()
    {
        using var lib = TestPackage.Compile("""
            public static class Lib { public static readonly ImageRoot<string[]> Lines = new(() => { using var reader = new System.IO.StreamReader(ImagingInputs.Open("data.txt")); return reader.ReadToEnd().Split(' '); }); }
            public static class Plain { public static readonly ImageRoot<string[]> Words = new(() => ["w" + 1]); }
            """, "Lib");
        string input = Path.Combine(lib.Directory, "imaging-inputs", "Lib", "data.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(input)!);
        File.WriteAllText(input, "one two");
        Assert.IsTrue(lib.Serialize(request => request with { Inputs = [new InputFile("data.txt", input)] }).Roots.All(static root => root.Captured));
        using TestPackage app = Make("""
            public static class Derived { public static readonly int Count = Lib.Lines.Value.Length; }
            public static class Roots
            {
                public static readonly ImageRoot<string> Before = new(() => "before" + 1);
                public static readonly ImageRoot<int> First = new(() => Derived.Count);
                public static readonly ImageRoot<int> Second = new(() => Derived.Count * 10);
            }
            """, "App", lib);
        string program = app.CompileProgram("""
            Console.WriteLine($"{Roots.Before.Value} {Roots.First.Value} {Roots.Second.Value}");
            foreach (var decision in PackageImage.Decisions) { Console.WriteLine($"{decision.Root} {(decision.FromImage ? "image" : decision.Reason)}"); }
            """);
        string deployed = Path.Combine(app.Directory, "imaging-inputs", "Lib", "data.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(deployed)!);
        File.Copy(input, deployed);
        Assert.AreEqual("before1 2 20\nRoots.Before image\nRoots.First image\nRoots.Second image", (await TestPackage.StartAsync(program, "required")).Text());
        File.WriteAllText(deployed, "one two three");

        string changed = $"it rests on Lib, whose Lib.Lines cannot be restored: the input data.txt changed: {deployed} is not what the builder read";
        Assert.AreEqual(
            $"before1 3 30\nRoots.Before image\nLib.Lines the input data.txt changed: {deployed} is not what the builder read\nRoots.First {changed}\nRoots.Second {changed}",
            (await TestPackage.StartAsync(program, "auto")).Text());
    }

    private static TestPackage Make(string source, string name, params TestPackage[] references)
    {
        var package = TestPackage.Compile(source, name, references);
        package.SerializeAll();
        return package;
    }
}
