namespace Imaging.Serializer.Tests.Externals;

/// <summary>Images in load contexts of their own are linked to the images of what those contexts bind.</summary>
[TestClass]
public sealed class PluginTests
{
    // Binds what lies in a directory, but for what it shares with the host.
    private const string Plugin = """

        sealed class Plugin(string directory, string shared = "", bool isCollectible = false) : AssemblyLoadContext("plugin", isCollectible)
        {
            protected override Assembly Load(AssemblyName name) =>
                name.Name != "Imaging.Runtime" && name.Name != shared && System.IO.Path.Combine(directory, name.Name + ".dll") is var path && System.IO.File.Exists(path) ? LoadFromAssemblyPath(path) : null;

            public object Value(string assembly, string root) => Read(LoadFromAssemblyName(new AssemblyName(assembly)), root);

            public static object Read(Assembly assembly, string root) => ((dynamic)assembly.GetType(assembly.GetName().Name).GetField(root).GetValue(null)).Value;
        }
        """;

    // A host that shares no package with its plugins but those that it is told to share.
    private const string Host = """
        using System.Reflection;
        using System.Runtime.CompilerServices;
        using System.Runtime.Loader;

        string app = AppContext.BaseDirectory, plugin = args[1];
        switch (args[0])
        {
            case "own":
            {
                var own = new Plugin(plugin);
                Report("own", own.Value("D", "Linked"), own.Value("B", "Linked"), own.Value("A", "Shared"));
                Console.WriteLine(ReferenceEquals(own.Value("A", "Shared"), Default("A", "Shared")));
                break;
            }

            case "shared":
            {
                var shared = new Plugin(plugin, "A");
                Report("shared", shared.Value("D", "Linked"), shared.Value("B", "Linked"), Default("A", "Shared"));
                Console.WriteLine(ReferenceEquals((object)((dynamic)shared.Value("D", "Linked")).Children[2], (object)((dynamic)Default("A", "Shared"))["a2"]));
                break;
            }

            case "two":
            {
                Plugin[] two = [new Plugin(plugin), new Plugin(plugin, isCollectible: true)];
                foreach (Plugin one in two)
                {
                    Report("two", one.Value("D", "Linked"), one.Value("B", "Linked"), one.Value("A", "Shared"));
                }

                Console.WriteLine(ReferenceEquals(two[0].Value("D", "Linked"), two[1].Value("D", "Linked")));
                break;
            }
        }

        foreach (var group in PackageImage.Decisions.GroupBy(decision => (decision.Root, decision.FromImage, decision.Reason)).OrderBy(group => group.Key.Root, StringComparer.Ordinal))
        {
            Console.WriteLine($"{group.Key.Root} {group.Count()} {(group.Key.FromImage ? "image" : group.Key.Reason)}");
        }

        static object Default(string assembly, string root) => Plugin.Read(Assembly.Load(assembly), root);

        static void Report(string name, object d, object b, object a)
        {
            dynamic top = d, left = b, bottom = a;
            Console.WriteLine($"{name} {ReferenceEquals((object)top.Children[0], b)} {ReferenceEquals((object)left.Children[0], (object)bottom["a1"])} {top.Children[2].Name}");
        }

        """ + Plugin;

    [TestMethod]
    [DataRow("own", "own True True a2|False|A.Shared 2 image|B.Linked 1 image|D.Linked 1 image")]
    [DataRow("shared", "shared True True a2|True|A.Shared 1 image|B.Linked 1 image|D.Linked 1 image")]
    [DataRow("two", "two True True a2|two True True a2|False|A.Shared 2 image|B.Linked 2 image|D.Linked 2 image")]
    public async Task Context_links_to_the_images_of_what_it_binds(string bindings, string expected)
    {
        using var plugin = Diamond.Copy();
        using var host = new PluginHost(Host);

        Assert.AreEqual(expected.Replace('|', '\n'), await host.RunAsync("required", bindings, plugin.Directory));
    }

    [TestMethod]
    public async Task Contexts_that_are_unloaded_leave_nothing()
    {
        using var store = TestPackage.Compile("public static class Store { public static readonly ImageRoot<string[]> Words = new(() => [.. Enumerable.Range(0, 20_000).Select(i => new string('x', 40) + i)]); }", "Store");
        store.SerializeAll();
        using var shop = TestPackage.Compile("""
            using System.Text.RegularExpressions;
            public readonly record struct Key(int Number);
            public sealed class Item { public static readonly Item None = new(); static Item() { } public string Name; public Func<string> Text; public string Show() => Name; }
            public static class Cache<T> { public static readonly T[] Empty = []; }
            public static class Shop
            {
                public static readonly ImageRoot<object[]> Window = new(() => [Store.Words.Value, Store.Words.Value[7], "own" + 1, Rich()]);
                private static object[] Rich()
                {
                    var item = new Item { Name = "item" + 1 };
                    item.Text = item.Show;
                    var table = new Dictionary<Key, Item> { [new Key(1)] = item };
                    return [table, table.ToFrozenDictionary(), new ConcurrentDictionary<string, Item> { ["x" + 1] = item }, new Regex("^a+" + 1, RegexOptions.Compiled), item.Text, Item.None, typeof(List<Item>), Cache<Key>.Empty, new Lazy<Item>(item)];
                }
            }
            """, "Shop", store);
        shop.SerializeAll();
        using var host = new PluginHost("""
            using System.Reflection;
            using System.Runtime.CompilerServices;
            using System.Runtime.Loader;

            var contexts = new List<WeakReference>();
            var objects = new List<WeakReference>();
            long before = 0;
            for (int i = 0; i < 120; i++)
            {
                Use(args[0]);
                if (i % 20 == 19)
                {
                    Collect();
                    before = i == 19 ? Memory() : before;
                }
            }

            long megabytes = (Memory() - before) >> 20;
            Console.WriteLine($"{contexts.Count(context => context.IsAlive)} {objects.Count(one => one.IsAlive)} {(megabytes < 60 ? "none" : megabytes + " MB")}");
            foreach (var group in PackageImage.Decisions.GroupBy(decision => (decision.Root, decision.FromImage, decision.Reason)))
            {
                Console.WriteLine($"{group.Key.Root} {group.Count()} {(group.Key.FromImage ? "image" : group.Key.Reason)}");
            }

            [MethodImpl(MethodImplOptions.NoInlining)]
            void Use(string directory)
            {
                var plugin = new Plugin(directory, isCollectible: true);
                dynamic root = plugin.LoadFromAssemblyName(new AssemblyName("Shop")).GetType("Shop").GetField("Window").GetValue(null);
                object[] window = root.Value;
                if (!ReferenceEquals(((string[])window[0])[7], window[1]) || (string)window[2] != "own1" || ((Func<string>)((object[])window[3])[4])() != "item1" || !((System.Text.RegularExpressions.Regex)((object[])window[3])[3]).IsMatch("aa1")) throw new InvalidOperationException();
                contexts.Add(new WeakReference(plugin));
                objects.Add(new WeakReference(window[1]));
                plugin.Unload();
            }

            static void Collect()
            {
                for (int i = 0; i < 12; i++)
                {
                    GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
                    GC.WaitForPendingFinalizers();
                }
            }

            static long Memory()
            {
                using var process = System.Diagnostics.Process.GetCurrentProcess();
                return process.WorkingSet64;
            }
            """ + Plugin);

        Assert.AreEqual("0 0 none\nShop.Window 120 image", await host.RunAsync("required", shop.Directory));
    }

    [TestMethod]
    public async Task Context_that_binds_another_build_of_a_package_uses_builders_and_others_do_not()
    {
        using var plugin = Diamond.Copy();
        plugin.Recompile("C", static source => source.Replace("\"c\"", "\"C\"", StringComparison.Ordinal));
        using var host = new PluginHost("""
            using System.Reflection;
            using System.Runtime.Loader;

            foreach (Assembly assembly in new[] { new Plugin(args[0]).LoadFromAssemblyName(new AssemblyName("D")), Assembly.Load("D") })
            {
                dynamic root = assembly.GetType("D").GetField("Linked").GetValue(null);
                Console.WriteLine(root.Value.Children[0].Name + root.Value.Children[1].Name);
            }

            foreach (var decision in PackageImage.Decisions)
            {
                Console.WriteLine($"{decision.Root} {(decision.FromImage ? "image" : decision.Reason)}");
            }

            """ + Plugin);

        string changed = $"C changed: the image was made with other code than that of {Path.Combine(plugin.Directory, "C.dll")} (version 0.0.0.0 then)";
        Assert.AreEqual($"b1C1\nb1c1\nB.Linked image\nA.Shared image\nC.Linked {changed}\nD.Linked {changed}\nD.Linked image", await host.RunAsync("auto", plugin.Directory));
    }

    // A is the host's, and so is the Z that it calls, whatever Z lies beside the plugin.
    [TestMethod]
    [DataRow("z", "z1 z1 image", "same Z")]
    [DataRow("Z", "Z1 Z1 Z changed", "another Z")]
    public async Task Shared_package_is_checked_with_what_its_own_context_binds(string text, string expected, string name)
    {
        const string Below = "public static class Z { public static string Text(int number) => \"z\" + number; }";
        using var z = TestPackage.Compile(Below, "Z");
        using var a = TestPackage.Compile("public static class A { public static string Text() => Z.Text(1); }", "A", z);
        using var b = TestPackage.Compile("public static class B { public static readonly ImageRoot<string> Text = new(() => A.Text()); }", "B", a);
        b.SerializeAll();
        using var host = new PluginHost("""
            using System.Reflection;
            using System.Runtime.Loader;

            dynamic root = new Plugin(args[0], "A").LoadFromAssemblyName(new AssemblyName("B")).GetType("B").GetField("Text").GetValue(null);
            string shared = (string)Assembly.Load("A").GetType("A").GetMethod("Text").Invoke(null, null);
            Console.WriteLine($"{root.Value} {shared} {(PackageImage.Decisions[0].FromImage ? "image" : PackageImage.Decisions[0].Reason)}");

            """ + Plugin);
        File.Copy(a.AssemblyPath, Path.Combine(host.App.Directory, "A.dll"), overwrite: true);
        SourceCompiler.Compile(Below.Replace("\"z\"", $"\"{text}\"", StringComparison.Ordinal), Path.Combine(host.App.Directory, "Z.dll"), []);

        Assert.StartsWith(expected, await host.RunAsync("auto", b.Directory), name);
    }

    // Another file in the place of the one that was unloaded, which may still be mapped: whatever the runtime loads, the value is its own.
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Plugin_that_is_exchanged_and_loaded_again_has_its_own_values(bool isCollected)
    {
        const string Source = "public static class P { public static string Code() => \"one\"; public static readonly ImageRoot<string> Text = new(() => Code() + 1); }";
        using var first = TestPackage.Compile(Source, "P");
        first.SerializeAll();
        using var second = TestPackage.Compile(Source.Replace("one", "two", StringComparison.Ordinal), "P");
        second.SerializeAll();
        using var host = new PluginHost("""
            using System.Reflection;
            using System.Runtime.CompilerServices;
            using System.Runtime.Loader;

            Read();
            for (int i = 0; i < 12 && args[2] == "True"; i++)
            {
                GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }

            foreach (string file in new[] { "P.dll", "P.pkgimg" })
            {
                System.IO.File.Move(System.IO.Path.Combine(args[1], file), System.IO.Path.Combine(args[0], file), overwrite: true);
            }

            Read();

            [MethodImpl(MethodImplOptions.NoInlining)]
            void Read()
            {
                var plugin = new Plugin(args[0], isCollectible: true);
                Type type = plugin.LoadFromAssemblyName(new AssemblyName("P")).GetType("P");
                dynamic root = type.GetField("Text").GetValue(null);
                Console.WriteLine(root.Value == type.GetMethod("Code").Invoke(null, null) + "1");
                plugin.Unload();
            }

            """ + Plugin);

        Assert.AreEqual("True\nTrue", await host.RunAsync("auto", first.Directory, second.Directory, isCollected.ToString()));
    }
}
