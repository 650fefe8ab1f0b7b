namespace Imaging.Serializer.Tests.Externals;

/// <summary>The cases of Julia's own tests of package images that have a counterpart here, each re-created for objects instead of code.</summary>
[TestClass]
public sealed class JuliaCasesTests
{
    // What a static constructor of A does is the program's choice: it reads B, which rests on A, while A is being restored, or before.
    [TestMethod]
    [DataRow("_ = new Gadget();", "A.Gadgets image,B.Held image,C.Held image", "Static constructor first")]
    [DataRow("_ = A.Gadgets.Value;", "A.Gadgets builder,B.Held builder,C.Held builder", "A first")]
    [DataRow("_ = B.Held.Value;", "A.Gadgets builder,B.Held builder,C.Held builder", "B first")]
    [DataRow("Hooks.OnGadget = null; _ = C.Held.Value;", "A.Gadgets image,B.Held image,C.Held image", "No hook")]
    public async Task Invalidation_diamond_where_load_order_changes_what_survives(string first, string expected, string order)
    {
        using TestPackage a = Make("""
            public static class Hooks { public static Action OnGadget; }
            public sealed class Gadget { static Gadget() => Hooks.OnGadget?.Invoke(); public string Name; }
            public static class A { public static readonly ImageRoot<Gadget[]> Gadgets = new(() => [new Gadget { Name = "g" + 1 }, new Gadget { Name = "g" + 2 }]); }
            """, "A");
        using TestPackage b = Make("public static class B { public static readonly ImageRoot<object[]> Held = new(() => [A.Gadgets.Value[0], \"b\" + 1]); }", "B", a);
        using TestPackage c = Make("public static class C { public static readonly ImageRoot<object[]> Held = new(() => [A.Gadgets.Value[0], A.Gadgets.Value[1]]); }", "C", a);
        using TestPackage app = TestPackage.Compile("public static class Unused { }", "App", b, c);

        Assert.AreEqual($"True {expected}", (await app.RunAsync($$"""
            Hooks.OnGadget = () => _ = B.Held.Value;
            {{first}}
            bool one = ReferenceEquals(B.Held.Value[0], A.Gadgets.Value[0]) && ReferenceEquals(C.Held.Value[1], A.Gadgets.Value[1]) && A.Gadgets.Value[1].Name == "g2" && (string)B.Held.Value[1] == "b1";
            Console.WriteLine($"{one} {string.Join(',', PackageImage.Decisions.Select(decision => $"{decision.Root} {(decision.FromImage ? "image" : "builder")}").Order())}");
            """, "auto")).Text(), order);
    }

    [TestMethod]
    public async Task Singleton_type_has_one_instance_for_every_image()
    {
        using TestPackage a = Make("""
            public sealed class Missing { public static readonly Missing Value = new(); private Missing() { } }
            public abstract class Shape { public static readonly Shape Empty = new EmptyShape(); private sealed class EmptyShape : Shape { } }
            public static class A { public static readonly ImageRoot<object[]> Missings = new(() => [Missing.Value, Shape.Empty, DBNull.Value, StringComparer.Ordinal, "own" + 1]); }
            """, "A");
        using TestPackage b = Make("public static class B { public static readonly ImageRoot<object[]> Missings = new(() => [.. A.Missings.Value]); }", "B", a);
        using TestPackage c = Make("public static class C { public static readonly ImageRoot<object[]> Missings = new(() => [A.Missings.Value, Missing.Value, Shape.Empty, B.Missings.Value[4]]); }", "C", b);

        Assert.AreEqual("True True True 2", (await c.RunAsync("""
            object[] all = [.. B.Missings.Value, .. (object[])C.Missings.Value[0], .. C.Missings.Value[1..]];
            Console.WriteLine($"{all.OfType<Missing>().All(one => ReferenceEquals(one, Missing.Value))} {all.OfType<Shape>().All(one => ReferenceEquals(one, Shape.Empty))} {all.Distinct().Count() == 5} {PackageImage.Decisions.Count(decision => decision.FromImage)}");
            """)).Text());
    }

    // A type whose base is over itself with its parameters exchanged, and two that are parameters of each other.
    [TestMethod]
    public async Task Recursive_type_is_the_same_in_two_images()
    {
        using TestPackage a = Make("""
            public abstract class Map<T> { public object Source; }
            public class Homomorphism<TFrom, TTo> : Map<Homomorphism<TTo, TFrom>> { public Homomorphism<TTo, TFrom> Inverse; public TFrom From; }
            public sealed class Pool<TItem, TIndex> { public TItem[] Items; public Dictionary<TItem, TIndex> Places; }
            public sealed class Nominal<TIndex> { public TIndex Level; public Pool<Nominal<TIndex>, TIndex> Pool; }
            public static class A { public static readonly ImageRoot<Homomorphism<int, string>> Map = new(() => { var map = new Homomorphism<int, string> { From = 5 }; map.Inverse = new() { Inverse = map, From = "back" + 1 }; return map; }); }
            """, "A");
        const string Pools = """
            public static class {0}
            {
                public static readonly ImageRoot<Nominal<short>> Value = new(() =>
                {
                    var value = new Nominal<short> { Level = 3 };
                    value.Pool = new() { Items = [value], Places = new() { [value] = 7 } };
                    return value;
                });
                public static readonly ImageRoot<Homomorphism<string, int>> Inverse = new(() => A.Map.Value.Inverse);
                public static readonly ImageRoot<Homomorphism<Nominal<short>, Pool<Nominal<short>, short>>> Own = new(() => new() { Source = A.Map.Value });
            }
            """;
        using TestPackage b = Make(Pools.Replace("{0}", "B", StringComparison.Ordinal), "B", a);
        using TestPackage c = Make(Pools.Replace("{0}", "C", StringComparison.Ordinal), "C", a);
        using TestPackage app = TestPackage.Compile("public static class Unused { }", "App", b, c);

        Assert.AreEqual("True True True 7 7", (await app.RunAsync("""
            bool types = B.Value.Value.GetType() == C.Value.Value.GetType() && B.Own.Value.GetType() == C.Own.Value.GetType() && B.Value.Value.Pool.Places.GetType() == typeof(Dictionary<Nominal<short>, short>);
            bool shared = ReferenceEquals(B.Inverse.Value, C.Inverse.Value) && ReferenceEquals(B.Inverse.Value.Inverse, A.Map.Value) && ReferenceEquals(B.Own.Value.Source, C.Own.Value.Source);
            bool own = !ReferenceEquals(B.Value.Value, C.Value.Value) && ReferenceEquals(B.Value.Value.Pool.Items[0], B.Value.Value);
            Console.WriteLine($"{types} {shared} {own} {C.Value.Value.Pool.Places[C.Value.Value]} {PackageImage.Decisions.Count(decision => decision.FromImage)}");
            """)).Text());
    }

    [TestMethod]
    public async Task Type_parameterised_by_another_packages_type_is_one_in_two_images()
    {
        using TestPackage a = Make("public readonly record struct Key(int Number); public static class A { public static readonly ImageRoot<Key[]> Keys = new(() => [new Key(1), new Key(2)]); }", "A");
        using TestPackage b = Make("public sealed class Value { public string Text; } public static class B { public static readonly ImageRoot<Value> One = new(() => new Value { Text = \"v\" + 1 }); }", "B");
        const string Tables = "public static class {0} { public static readonly ImageRoot<Dictionary<Key, Value>> Table = new(() => new() { [A.Keys.Value[0]] = B.One.Value }); public static readonly ImageRoot<Type> Of = new(() => typeof(KeyValuePair<Key, List<Value>>)); }";
        using TestPackage c = Make(Tables.Replace("{0}", "C", StringComparison.Ordinal), "C", a, b);
        using TestPackage d = Make(Tables.Replace("{0}", "D", StringComparison.Ordinal), "D", a, b);
        using TestPackage app = TestPackage.Compile("public static class Unused { }", "App", c, d);
        string program = app.CompileProgram("""
            object first = args[0] == "C" ? C.Table.Value : D.Table.Value;
            bool one = C.Table.Value.GetType() == D.Table.Value.GetType() && C.Of.Value == D.Of.Value && C.Of.Value == typeof(KeyValuePair<Key, List<Value>>);
            Console.WriteLine($"{one} {ReferenceEquals(C.Table.Value[new Key(1)], D.Table.Value[new Key(1)])} {C.Table.Value.Comparer == D.Table.Value.Comparer} {PackageImage.Decisions.Count(decision => decision.FromImage)}");
            """);

        foreach (string first in new[] { "C", "D" })
        {
            Assert.AreEqual("True True True 4", (await DotNetHost.RunAsync(["exec", program, first], new Dictionary<string, string> { ["IMAGING_MODE"] = "required" })).Text());
        }
    }

    // Both give a generic of A instantiations of their own, one before the other is loaded and one after.
    [TestMethod]
    public async Task Roots_added_to_the_same_generic_by_two_packages_before_and_after_each_others_load()
    {
        using TestPackage a = Make("""
            public sealed class Store<T> { public static readonly Store<T> Default = new(); public List<T> Items = []; public Store<T> Push(T item) { Items.Add(item); return this; } }
            public static class A { public static Func<T, string> Format<T>() => Pair<T>.Text; private static class Pair<T> { public static string Text(T item) => typeof(T).Name + item; } }
            """, "A");
        using TestPackage b = Make("""
            public readonly record struct X(int Number);
            public static class B
            {
                public static readonly ImageRoot<Store<X>> Xs = new(() => new Store<X>().Push(new X(1)));
                public static readonly ImageRoot<Func<X, string>> Format = new(() => A.Format<X>());
            }
            """, "B", a);
        using TestPackage c = Make("""
            public readonly record struct Y(int Number);
            public readonly record struct Z(int Number);
            public static class C
            {
                public static readonly ImageRoot<Store<Y>> Before = new(() => new Store<Y>().Push(new Y(2)));
                public static readonly ImageRoot<Store<Z>> After = new(() => new Store<Z>().Push(new Z(B.Xs.Value.Items[0].Number + 2)));
                public static readonly ImageRoot<Store<X>> Both = new(() => B.Xs.Value);
                public static readonly ImageRoot<Func<X, string>> Format = new(() => A.Format<X>());
                public static readonly ImageRoot<Func<Z, string>> Own = new(() => A.Format<Z>());
            }
            """, "C", b);

        foreach (string first in new[] { "_ = C.Before.Value; _ = B.Xs.Value;", "_ = B.Xs.Value; _ = C.Before.Value;", "_ = C.After.Value;", "_ = new Store<X>();" })
        {
            Assert.AreEqual("2 1 3 True True True X5 Z6 7", (await c.RunAsync(first + """
                bool apart = C.Before.Value.GetType() != B.Xs.Value.GetType() && C.Both.Value.GetType() == typeof(Store<X>);
                bool statics = !ReferenceEquals(Store<X>.Default, B.Xs.Value) && Store<X>.Default.Items.Count == 0;
                Console.WriteLine($"{C.Before.Value.Items[0].Number} {B.Xs.Value.Items[0].Number} {C.After.Value.Items[0].Number} {ReferenceEquals(C.Both.Value, B.Xs.Value)} {apart} {statics} {Strip(C.Format.Value(new X(5)))} {Strip(C.Own.Value(new Z(6)))} {(C.Format.Value.Method == B.Format.Value.Method ? PackageImage.Decisions.Count(decision => decision.FromImage) : 0)}");
                static string Strip(string text) => text[..1] + text.Where(char.IsDigit).First();
                """)).Text(), first);
        }
    }

    [TestMethod]
    public async Task Transitive_dependency_that_is_removed_is_no_longer_needed()
    {
        const string Middle = "public static class Middle {{ public static readonly ImageRoot<string[]> Root = new(() => [{0}, \"m\" + 1]); }}";
        using TestPackage bottom = Make("public static class Bottom { public static readonly ImageRoot<string> Root = new(() => \"bottom\" + 1); }", "Bottom");
        using TestPackage middle = Make(string.Format(System.Globalization.CultureInfo.InvariantCulture, Middle, "Bottom.Root.Value"), "Middle", bottom);
        using TestPackage top = Make("public static class Top { public static readonly ImageRoot<string> Alone = new(() => \"alone\" + 1); public static readonly ImageRoot<object[]> Root = new(() => [Middle.Root.Value]); }", "Top", middle);
        string program = top.CompileProgram("""
            Console.WriteLine(((string[])Top.Root.Value[0])[0] + Top.Alone.Value);
            foreach (var decision in PackageImage.Decisions) { Console.WriteLine($"{decision.Root} {(decision.FromImage ? "image" : decision.Reason)}"); }
            """);
        SourceCompiler.Compile(string.Format(System.Globalization.CultureInfo.InvariantCulture, Middle, "\"new\" + 1"), Path.Combine(top.Directory, "Middle.dll"), []);
        File.Delete(Path.Combine(top.Directory, "Bottom.dll"));
        File.Delete(Path.Combine(top.Directory, "Bottom.pkgimg"));

        string[] lines = (await TestPackage.StartAsync(program, "auto")).Text().Split('\n');

        Assert.AreEqual("new1alone1", lines[0]);
        Assert.StartsWith("Middle.Root Middle changed: the image was made with other code", lines[1]);
        Assert.StartsWith("Top.Root Middle changed: the image was made with other code", lines[2]);
        Assert.AreEqual("Top.Alone image", lines[3]);
    }

    // The callback takes a lock that the reader holds, and reads roots itself.
    [TestMethod]
    [DataRow("required", "|C.Root,B.Root,A.Root")]
    [DataRow("off", "cab|A.Root,B.Root,C.Root")]
    public async Task Callbacks_and_builders_run_once_and_in_order(string mode, string expected)
    {
        using TestPackage a = Make("public static class A { public static readonly ImageRoot<object[]> Root = new(() => { Console.Write(\"a\"); return [\"a\" + 1]; }); }", "A");
        using TestPackage b = Make("public static class B { public static readonly ImageRoot<object[]> Root = new(() => { Console.Write(\"b\"); return [A.Root.Value]; }); }", "B", a);
        using TestPackage c = Make("public static class C { public static readonly ImageRoot<object[]> Root = new(() => { Console.Write(\"c\"); return [A.Root.Value, B.Root.Value]; }); }", "C", b);

        Assert.AreEqual(expected, (await c.RunAsync("""
            using System.Diagnostics.Tracing;

            var listener = new Listener();
            lock (listener.Gate)
            {
                for (int i = 0; i < 3; i++) { _ = C.Root.Value; _ = B.Root.Value; _ = A.Root.Value; }
            }

            while (listener.Seen.Count < 3) { GC.Collect(); GC.WaitForPendingFinalizers(); Thread.Sleep(1); _ = A.Root.Value; }
            Thread.Sleep(50);
            Console.Write($"|{string.Join(',', listener.Seen)}");

            sealed class Listener : EventListener
            {
                public readonly object Gate = new();
                public readonly List<string> Seen = [];
                protected override void OnEventSourceCreated(EventSource source) { if (source.Name == "Imaging") { EnableEvents(source, EventLevel.Verbose); } }
                protected override void OnEventWritten(EventWrittenEventArgs written)
                {
                    lock (Gate) { _ = C.Root.Value; Seen.Add((string)written.Payload.OfType<string>().First(text => text.EndsWith(".Root"))); }
                }
            }
            """, mode)).Text());
    }

    private static TestPackage Make(string source, string name, params TestPackage[] references)
    {
        var package = TestPackage.Compile(source, name, references);
        SerializeResult result = package.Serialize();
        Assert.IsTrue(result.Roots.All(static root => root.Captured), string.Join(Environment.NewLine, result.Diagnostics.Select(static diagnostic => diagnostic.Message)));
        return package;
    }
}
