namespace Imaging.Serializer.Tests.Externals;

/// <summary>What several images need of the same foreign generics, singletons and methods is one thing in the process. Some cases are those of Julia's tests of precompilation.</summary>
[TestClass]
public sealed class UniquingTests
{
    private const string Keys = """
        public readonly record struct Key(int Number);
        public sealed class Nothing { public static readonly Nothing Instance = new(); private Nothing() { } }
        public abstract class Tree<TSelf> where TSelf : Tree<TSelf> { public TSelf Parent; public List<TSelf> Children = []; }
        public sealed class Table<T> { public static readonly Table<T> Empty = new(); public T[] Rows = []; public static int Count; }
        public static class Tools
        {
            public static readonly ImageRoot<Key[]> All = new(() => [.. Enumerable.Range(0, 10).Select(i => new Key(i))]);
            public static string Name<T>(T value) => typeof(T).Name + value;
        }
        """;

    private const string Values = """
        public sealed class Value { public string Text; }
        public readonly record struct Pair(Key Key, int Weight);
        public sealed class Branch : Tree<Branch> { public string Name; }
        public static class Values
        {
            public static readonly ImageRoot<Dictionary<Key, Value>> ByKey = new(() => Tools.All.Value.ToDictionary(key => key, key => new Value { Text = "v" + key.Number }));
            public static readonly ImageRoot<Branch> Root = new(() => { var root = new Branch { Name = "r" + 0 }; root.Children.Add(new Branch { Name = "c" + 1, Parent = root }); return root; });
        }
        """;

    private static string Holder(string name) => $$"""
        public static class {{name}}
        {
            public static readonly ImageRoot<Dictionary<Key, Value>> Own = new(() => new() { [new Key(1)] = Values.ByKey.Value[new Key(1)], [new Key(2)] = new Value { Text = "{{name}}" + 2 } });
            public static readonly ImageRoot<Func<Pair, string>> Format = new(() => Tools.Name<Pair>);
            public static readonly ImageRoot<object[]> Things = new(() => [Nothing.Instance, typeof(Dictionary<Key, Value>), typeof(Table<Branch>), Table<Branch>.Empty, "literal", Values.Root.Value.Children[0], EqualityComparer<Key>.Default]);
            public static readonly ImageRoot<Table<{{name}}Row>> Rows = new(() => new Table<{{name}}Row> { Rows = [new {{name}}Row { Branch = Values.Root.Value }] });
            public sealed class {{name}}Row { public Branch Branch; }
        }
        """;

    private const string Program = """
        if (args[0] == "D") { _ = D.Own.Value; _ = D.Rows.Value; _ = C.Own.Value; } else { _ = C.Rows.Value; _ = C.Own.Value; _ = D.Own.Value; }
        var checks = new Dictionary<string, bool>
        {
            ["instantiation"] = C.Own.Value.GetType() == D.Own.Value.GetType() && (Type)C.Things.Value[1] == D.Own.Value.GetType(),
            ["values"] = ReferenceEquals(C.Own.Value[new Key(1)], D.Own.Value[new Key(1)]) && ReferenceEquals(C.Own.Value[new Key(1)], Values.ByKey.Value[new Key(1)]),
            ["own values"] = C.Own.Value[new Key(2)].Text == "C2" && D.Own.Value[new Key(2)].Text == "D2",
            ["singleton"] = ReferenceEquals(C.Things.Value[0], Nothing.Instance) && ReferenceEquals(D.Things.Value[0], Nothing.Instance),
            ["types"] = C.Things.Value[2] == D.Things.Value[2] && (Type)C.Things.Value[2] == typeof(Table<Branch>),
            ["generic static"] = ReferenceEquals(C.Things.Value[3], Table<Branch>.Empty) && ReferenceEquals(D.Things.Value[3], Table<Branch>.Empty),
            ["literal"] = ReferenceEquals(C.Things.Value[4], D.Things.Value[4]) && ReferenceEquals(C.Things.Value[4], "literal"),
            ["recursive type"] = ReferenceEquals(C.Things.Value[5], Values.Root.Value.Children[0]) && ReferenceEquals(((Branch)D.Things.Value[5]).Parent, Values.Root.Value),
            ["comparer"] = ReferenceEquals(C.Things.Value[6], EqualityComparer<Key>.Default),
            ["generic method"] = C.Format.Value.Method == D.Format.Value.Method && C.Format.Value(new Pair(new Key(3), 4)) == Tools.Name(new Pair(new Key(3), 4)),
            ["rows"] = ReferenceEquals(C.Rows.Value.Rows[0].Branch, D.Rows.Value.Rows[0].Branch) && C.Rows.Value.GetType() != D.Rows.Value.GetType(),
            ["statics apart"] = (Table<C.CRow>.Count = 1) == 1 && Table<D.DRow>.Count == 0,
        };
        Console.WriteLine(string.Join(',', checks.Where(check => !check.Value).Select(check => check.Key)) + "|" + PackageImage.Decisions.Count(decision => decision.FromImage) + " of " + PackageImage.Decisions.Count);
        """;

    [TestMethod]
    public async Task Images_that_need_the_same_foreign_things_meet_in_one()
    {
        using TestPackage keys = Make(Keys, "Keys");
        using TestPackage values = Make(Values, "Values", keys);
        using TestPackage c = Make(Holder("C"), "C", values);
        using TestPackage d = Make(Holder("D"), "D", values);
        using TestPackage app = TestPackage.Compile("public static class Unused { }", "App", c, d);
        string program = app.CompileProgram(Program);

        foreach (string first in new[] { "C", "D" })
        {
            ProgramResult result = await DotNetHost.RunAsync(["exec", program, first], new Dictionary<string, string> { ["IMAGING_MODE"] = "required" });
            Assert.AreEqual("|10 of 10", result.Text());
        }

        Assert.AreEqual("|0 of 11", (await DotNetHost.RunAsync(["exec", program, "C"], new Dictionary<string, string> { ["IMAGING_MODE"] = "off" })).Text());
    }

    [TestMethod]
    public async Task Many_threads_get_the_same_objects()
    {
        using TestPackage keys = Make(Keys, "Keys");
        using TestPackage values = Make(Values, "Values", keys);
        using TestPackage c = Make(Holder("C"), "C", values);

        Assert.AreEqual("True True 3", (await c.RunAsync("""
            using var start = new Barrier(12);
            var seen = new ConcurrentBag<(object, object)>();
            Thread[] threads = [.. Enumerable.Range(0, 12).Select(i => new Thread(() =>
            {
                start.SignalAndWait();
                object own = i % 3 == 0 ? C.Own.Value[new Key(1)] : null, below = Values.ByKey.Value[new Key(1)];
                seen.Add((own ?? C.Own.Value[new Key(1)], below));
                if (i % 2 == 0) { _ = Tools.All.Value; }
            }))];
            foreach (Thread thread in threads) { thread.Start(); }
            foreach (Thread thread in threads) { thread.Join(); }
            Console.WriteLine($"{seen.All(pair => ReferenceEquals(pair.Item1, pair.Item2))} {seen.Select(pair => pair.Item1).Distinct().Count() == 1} {PackageImage.Decisions.Count(decision => decision.FromImage)}");
            """)).Text());
    }

    [TestMethod]
    public async Task Builders_that_fall_back_run_once_and_in_order()
    {
        using TestPackage a = Make("public static class A { public static readonly ImageRoot<List<string>> Root = new(() => { Console.Write(\"a\"); return [\"x\" + 1]; }); }", "A");
        using TestPackage b = Make("public static class B { public static readonly ImageRoot<object[]> Root = new(() => { Console.Write(\"b\"); return [A.Root.Value]; }); }", "B", a);
        using TestPackage c = Make("public static class C { public static readonly ImageRoot<object[]> Root = new(() => { Console.Write(\"c\"); return [A.Root.Value, B.Root.Value]; }); }", "C", b);
        const string Program = "_ = C.Root.Value; _ = A.Root.Value; _ = B.Root.Value; Console.Write(ReferenceEquals(((object[])C.Root.Value[1])[0], A.Root.Value));";

        Assert.AreEqual("True", (await c.RunAsync(Program)).Text());
        File.Delete(Path.Combine(c.Directory, "B.pkgimg"));
        Assert.AreEqual("cbTrue", (await c.RunAsync(Program, "auto")).Text());
        File.Delete(Path.Combine(c.Directory, "A.pkgimg"));
        Assert.AreEqual("cabTrue", (await c.RunAsync(Program, "auto")).Text());
    }

    [TestMethod]
    public async Task Dependency_that_is_gone_is_the_builders_to_miss()
    {
        using TestPackage a = Make("public static class A { public static readonly ImageRoot<List<string>> Root = new(() => [\"x\" + 1]); }", "A");
        using TestPackage b = Make("public static class B { public static readonly ImageRoot<string> Alone = new(() => \"alone\" + 1); public static readonly ImageRoot<object[]> Root = new(() => [A.Root.Value]); }", "B", a);
        string program = b.CompileProgram("""
            try { Console.Write(B.Root.Value.Length); } catch (Exception exception) { Console.Write(exception.GetType().Name); }
            Console.Write(B.Alone.Value + PackageImage.Decisions.Single().FromImage);
            """);
        File.Delete(Path.Combine(b.Directory, "A.dll"));

        Assert.AreEqual("FileNotFoundExceptionalone1True", (await TestPackage.StartAsync(program, "auto")).Text());
        Assert.AreEqual("ImageRejectedExceptionalone1True", (await TestPackage.StartAsync(program, "required")).Text());
    }

    private static TestPackage Make(string source, string name, params TestPackage[] references)
    {
        var package = TestPackage.Compile(source, name, references);
        package.SerializeAll();
        return package;
    }
}
