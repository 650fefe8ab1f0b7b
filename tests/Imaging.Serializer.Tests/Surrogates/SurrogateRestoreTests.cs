using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Tests.Surrogates;

/// <summary>Objects that surrogates stand for, in programs: made once, where they were, after what they are made from.</summary>
[TestClass]
public sealed class SurrogateRestoreTests
{
    // A handle that only its own process knows, and a class that nobody may copy: restored, it counts how often it was made.
    private const string Handles = """
        [assembly: ImageSurrogate(typeof(HandleSurrogate))]

        public class Handle
        {
            private static readonly ConcurrentBag<string> s_made = [];
            public static int Made => s_made.Count;
            private readonly nint _address = Environment.ProcessId;
            public Handle(string name, object extra = null) => (Name, Extra, Number) = (name, extra, Count(name));
            private static int Count(string name) { s_made.Add(name); return Made; }
            ~Handle() { }
            public string Name { get; }
            public object Extra { get; }
            public int Number { get; }
            public bool IsOfThisProcess => _address == Environment.ProcessId;
            public string Tell() => $"{Name} {IsOfThisProcess}";
        }

        public sealed record HandleData(string Name, object Extra);

        internal sealed class HandleSurrogate : ImageSurrogate<Handle, HandleData>
        {
            public override HandleData ToSurrogate(Handle value) => new(value.Name + "!", value.Extra);
            public override Handle FromSurrogate(HandleData surrogate) => new(surrogate.Name[..^1], surrogate.Extra);
        }

        """;

    [TestMethod]
    [DataRow("Handle", "new Handle(\"a\" + 1)", "v.Tell()", "a1 True", 1)]
    [DataRow("Handle[]", "Twice(new Handle(\"a\" + 1))", "$\"{v.Length} {v[1].Tell()} {ReferenceEquals(v[0], v[2])}\"", "3 b1 True True", 2)]
    [DataRow("List<object>", "[new Handle(\"a\" + 1), new object()]", "((Handle)v[0]).Tell()", "a1 True", 1)]
    [DataRow("Dictionary<string, Handle>", "new() { [\"k\" + 1] = new Handle(\"a\" + 1) }", "v[\"k1\"].Tell()", "a1 True", 1)]
    [DataRow("Dictionary<Handle, int>", "new() { [new Handle(\"a\" + 1)] = 5 }", "$\"{v.Keys.Single().Tell()} {v[v.Keys.Single()]} {v.ContainsKey(new Handle(\"x\"))}\"", "a1 True 5 False", 1)]
    [DataRow("HashSet<Handle>", "[new Handle(\"a\" + 1), new Handle(\"b\" + 1)]", "$\"{v.Contains(v.First())} {v.Contains(v.Last())}\"", "True True", 2)]
    [DataRow("FrozenDictionary<Guid, Handle>", "Enumerable.Range(0, 40).ToFrozenDictionary(n => new Guid(n, 0, 0, new byte[8]), n => new Handle(\"a\" + n))", "v[new Guid(7, 0, 0, new byte[8])].Tell()", "a7 True", 40)]
    [DataRow("FrozenDictionary<Handle, Handle>", "Enumerable.Range(0, 40).Select(n => new Handle(\"a\" + n)).ToFrozenDictionary(h => h, h => new Handle(h.Name + h.Name))", "string.Join(' ', v.Count(p => v[p.Key] == p.Value && p.Value.Name == p.Key.Name + p.Key.Name), v.Keys.All(k => k.IsOfThisProcess))", "40 True", 80)]
    [DataRow("ImmutableDictionary<string, Handle>", "ImmutableDictionary<string, Handle>.Empty.Add(\"k\" + 1, new Handle(\"a\" + 1))", "v[\"k1\"].Tell()", "a1 True", 1)]
    [DataRow("ConcurrentDictionary<Version, Handle>", "new() { [new Version(1, 2)] = new Handle(\"a\" + 1) }", "v[new Version(1, 2)].Tell()", "a1 True", 1)]
    [DataRow("Handle[,]", "new Handle[,] { { new Handle(\"a\" + 1), null }, { null, new Handle(\"b\" + 1) } }", "$\"{v[0, 0].Tell()} {v[1, 1].Tell()} {v[0, 1] is null}\"", "a1 True b1 True True", 2)]
    [DataRow("(Handle, int, Handle)", "(new Handle(\"a\" + 1), 3, new Handle(\"b\" + 1))", "$\"{v.Item1.Tell()} {v.Item3.Tell()}\"", "a1 True b1 True", 2)]
    [DataRow("Func<string>", "new Handle(\"a\" + 1).Tell", "v()", "a1 True", 1)]
    [DataRow("List<Func<string>>", "Listed(new Handle(\"a\" + 1))", "$\"{v[0]()} {v[1]()} {ReferenceEquals(v[0].Target, v[1].Target)}\"", "a1 True a1! True False", 1)]
    [DataRow("FrozenDictionary<Guid, Func<string>>", "Enumerable.Range(0, 40).ToFrozenDictionary(n => new Guid(n, 0, 0, new byte[8]), n => (Func<string>)new Handle(\"a\" + n).Tell)", "v[new Guid(7, 0, 0, new byte[8])]()", "a7 True", 40)]
    [DataRow("ILookup<string, Handle>", "new[] { new Handle(\"a\" + 1), new Handle(\"a\" + 1) }.ToLookup(h => h.Name)", "string.Join(' ', v[\"a1\"].Select(h => h.Tell()))", "a1 True a1 True", 2)]
    [DataRow("Lazy<Handle>", "Forced(new Lazy<Handle>(() => new Handle(\"a\" + 1)))", "v.Value.Tell()", "a1 True", 1)]
    public async Task Object_is_made_once_wherever_it_is_held(string type, string value, string expression, string expected, int made)
    {
        using var package = TestPackage.Compile($$"""
            {{Handles}}
            public static class Roots
            {
                public static readonly ImageRoot<{{type}}> Root = new(() => {{value}});
                private static Handle[] Twice(Handle handle) => [handle, new Handle("b" + 1), handle];
                private static List<Func<string>> Listed(Handle handle) => [handle.Tell, () => handle.Tell().Replace(" ", "! ")];
                private static Lazy<Handle> Forced(Lazy<Handle> lazy) => lazy.Value is null ? null : lazy;
            }
            """);
        package.SerializeAll();

        ProgramResult result = await package.RunAsync($"var v = Roots.Root.Value; int made = Handle.Made; Console.WriteLine(made + \" \" + ({expression}));");

        Assert.AreEqual($"{made} {expected}", result.Text());
        Verify(package);
    }

    [TestMethod]
    public async Task Surrogate_shares_objects_with_the_graph_and_leads_to_other_surrogates_and_tables()
    {
        using var package = TestPackage.Compile($$"""
            {{Handles}}
            public sealed class Shelf { public string Name; public List<Handle> Handles = []; public Dictionary<Version, Handle> Table = []; }
            public static class Roots
            {
                public static readonly ImageRoot<object[]> Graph = new(() =>
                {
                    var inner = new Handle("inner" + 1);
                    var shelf = new Shelf { Name = "shelf" + 1, Handles = [inner], Table = new() { [new Version(1, 2)] = inner } };
                    return [new Handle("outer" + 1, shelf), shelf, inner];
                });
                public static readonly ImageRoot<Handle> Alone = new(() => new Handle("alone" + 1));
                public static readonly ImageRoot<Handle> Shared = new(() => (Handle)Graph.Value[2]);
            }
            """);
        package.SerializeAll();

        ProgramResult result = await package.RunAsync("""
            var outer = (Handle)Roots.Graph.Value[0];
            var shelf = (Shelf)outer.Extra;
            Console.WriteLine($"{outer.Name} {shelf.Name} {ReferenceEquals(shelf, Roots.Graph.Value[1])} {ReferenceEquals(shelf.Handles[0], Roots.Graph.Value[2])}");
            Console.WriteLine($"{ReferenceEquals(shelf.Table[new Version(1, 2)], shelf.Handles[0])} {ReferenceEquals(Roots.Shared.Value, shelf.Handles[0])} {shelf.Handles[0].Number} {outer.Number}");
            Console.WriteLine($"{Handle.Made} {Roots.Alone.Value.Tell()} {Handle.Made}");
            """);

        Assert.AreEqual("outer1 shelf1 True True\nTrue True 1 2\n2 alone1 True 3", result.Text());
        Verify(package);
    }

    [TestMethod]
    public async Task Chain_of_surrogates_is_made_from_its_end_without_recursion()
    {
        using var package = TestPackage.Compile($$"""
            {{Handles}}
            public static class Roots
            {
                public static readonly ImageRoot<Handle> First = new(() =>
                {
                    Handle handle = null;
                    for (int i = 0; i < 2_000; i++)
                    {
                        handle = new Handle("h" + i, handle);
                    }

                    return handle;
                });
            }
            """);
        package.SerializeAll();

        ProgramResult result = await package.RunAsync("int n = 0; for (var h = Roots.First.Value; h is not null; h = (Handle)h.Extra) { n += h.Name == $\"h{1999 - n}\" ? 1 : 0; } Console.WriteLine($\"{n} {Handle.Made}\");");

        Assert.AreEqual("2000 2000", result.Text());
    }

    [TestMethod]
    [DataRow("string", "value.Text", "new(surrogate)")]
    [DataRow("int", "value.Text.Length", "new(new string('t', surrogate))")]
    [DataRow("(string, int)", "(value.Text, 1)", "new(surrogate.Item1)")]
    [DataRow("Tuple<string>", "new(value.Text)", "new(surrogate.Item1)")]
    [DataRow("char[]", "value.Text.ToCharArray()", "new(new string(surrogate))")]
    [DataRow("object", "null", "new(surrogate is null ? \"tt\" : \"\")")]
    [DataRow("int?", "value.Text.Length", "new(new string('t', surrogate.Value))")]
    [DataRow("int?", "null", "new(surrogate is null ? \"tt\" : \"\")")]
    [DataRow("Regex", "new(value.Text)", "new(surrogate.ToString())")]
    [DataRow("Func<string>", "value.Get", "new(surrogate is null ? \"\" : \"tt\")", true)]
    [DataRow("Type", "typeof(Text)", "new(surrogate == typeof(Text) ? \"tt\" : \"\")")]
    [DataRow("Encoding", "Encoding.UTF8", "new(ReferenceEquals(surrogate, Encoding.UTF8) ? \"tt\" : \"\")")]
    [DataRow("Kind", "Kind.Plain", "new(ReferenceEquals(surrogate, Kind.Plain) ? \"tt\" : \"\")")]
    public async Task Surrogate_may_be_of_any_type_that_an_image_holds(string type, string to, string from, bool isCycle = false)
    {
        using var package = TestPackage.Compile($$"""
            using System.Text.RegularExpressions;
            [assembly: ImageSurrogate(typeof(Surrogate))]
            public sealed class Text(string text) { private readonly nint _address = 1; public string Value => text + (_address - 1); public string Get() => text; }
            public sealed class Kind { public static readonly Kind Plain = new(); public string Name = "plain"; }
            internal sealed class Surrogate : ImageSurrogate<Text, {{type}}>
            {
                public override {{type}} ToSurrogate(Text value) => {{to.Replace("value.Text", "value.Get()", StringComparison.Ordinal)}};
                public override Text FromSurrogate({{type}} surrogate) => {{from}};
            }
            public static class Roots { public static readonly ImageRoot<Text> Root = new(() => new Text("tt")); }
            """);
        if (isCycle)
        {
            Assert.AreEqual("IMG2024", package.Serialize().Diagnostics.Single().Code);
            return;
        }

        package.SerializeAll();
        Assert.AreEqual("tt0", (await package.PrintAsync("Roots.Root.Value.Value")).Text());
        Verify(package);
    }

    private static void Verify(TestPackage package)
    {
        IReadOnlyList<ImagingDiagnostic> findings = ImageVerifier.Verify(package.ImagePath);
        Assert.IsEmpty(findings, string.Join('\n', findings.Select(static finding => finding.Message)));
    }
}
