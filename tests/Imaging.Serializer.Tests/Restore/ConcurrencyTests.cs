namespace Imaging.Serializer.Tests.Restore;

/// <summary>Many threads and several load contexts ask at once.</summary>
[TestClass]
public sealed class ConcurrencyTests
{
    private const string Source = """
        public static class Roots
        {
            private static readonly ConcurrentBag<string> s_calls = [];
            public static int Calls => s_calls.Count;

            public static readonly ImageRoot<string[]> A = new(() => Make("a"));
            public static readonly ImageRoot<string[]> B = new(() => Make("b"));
            public static readonly ImageRoot<Dictionary<string, string>> C = new(() => Make("c").ToDictionary(word => word));
            public static readonly ImageRoot<List<object>> D = new(() => [.. Make("d")]);

            private static string[] Make(string prefix)
            {
                s_calls.Add(prefix);
                return [.. Enumerable.Range(0, 1000).Select(i => prefix + i)];
            }
        }
        """;

    private const string ManyThreads = """
        object[][] seen = new object[64][];
        using var together = new Barrier(seen.Length);
        Thread[] threads = [.. Enumerable.Range(0, seen.Length).Select(i => new Thread(() =>
        {
            together.SignalAndWait();
            Func<object>[] reads = [() => Roots.A.Value, () => Roots.B.Value, () => Roots.C.Value, () => Roots.D.Value];
            var values = new object[4];
            for (int k = 0; k < 4; k++) values[(k + i) % 4] = reads[(k + i) % 4]();
            seen[i] = values;
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Console.WriteLine(seen.All(values => values.Zip(seen[0]).All(pair => ReferenceEquals(pair.First, pair.Second))));
        Console.WriteLine(Roots.A.Value[999] + Roots.B.Value[999] + Roots.C.Value["c999"] + Roots.D.Value[999]);
        Console.WriteLine(string.Join(' ', PackageImage.Decisions.Select(decision => $"{decision.Root} {decision.FromImage}").Order()) + " " + Roots.Calls);
        """;

    private static TestPackage s_package = null!;

    [ClassInitialize]
    public static void Make(TestContext context)
    {
        s_package = TestPackage.Compile(Source);
        s_package.SerializeAll();
    }

    [ClassCleanup]
    public static void Delete() => s_package.Dispose();

    [TestMethod]
    public async Task Many_threads_get_the_same_objects_from_the_image()
    {
        for (int i = 0; i < 3; i++)
        {
            Assert.AreEqual(
                "True\na999b999c999d999\nRoots.A True Roots.B True Roots.C True Roots.D True 0",
                (await s_package.RunAsync(ManyThreads)).Text());
        }
    }

    [TestMethod]
    public async Task Many_threads_get_the_same_objects_from_builders_that_run_once()
    {
        Assert.AreEqual(
            "True\na999b999c999d999\nRoots.A False Roots.B False Roots.C False Roots.D False 4",
            (await s_package.RunAsync(ManyThreads, "off")).Text());
    }

    [TestMethod]
    public async Task Load_contexts_have_graphs_of_their_own()
    {
        const string Program = """
            using System.Reflection;
            using System.Runtime.Loader;

            string path = typeof(Roots).Assembly.Location;
            var contexts = new List<AssemblyLoadContext>();
            object[][] seen = new object[8][];
            using var together = new Barrier(seen.Length);
            Thread[] threads = [.. Enumerable.Range(0, seen.Length).Select(i =>
            {
                Assembly assembly = i == 0 ? typeof(Roots).Assembly : new AssemblyLoadContext("context " + i, isCollectible: i % 2 == 1).LoadFromAssemblyPath(path);
                return new Thread(() =>
                {
                    together.SignalAndWait();
                    seen[i] = [.. "ABCD".Select(name => ((dynamic)assembly.GetType("Roots").GetField(name.ToString()).GetValue(null)).Value)];
                });
            })];
            foreach (Thread thread in threads) thread.Start();
            foreach (Thread thread in threads) thread.Join();
            for (int i = 0; i < 3; i++) GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            foreach (object[] values in seen)
            {
                if (!((string[])values[0]).SequenceEqual(Enumerable.Range(0, 1000).Select(n => "a" + n))) throw new InvalidOperationException("A");
                if (((Dictionary<string, string>)values[2])["c77"] != "c77") throw new InvalidOperationException("C");
            }

            Console.WriteLine(seen.SelectMany(values => values).Distinct(ReferenceEqualityComparer.Instance).Count());
            Console.WriteLine(string.Join(' ', PackageImage.Decisions.Select(decision => decision.FromImage).Distinct()) + PackageImage.Decisions.Count);
            """;

        Assert.AreEqual("32\nTrue32", (await s_package.RunAsync(Program)).Text());
    }

    [TestMethod]
    public async Task Collectible_context_can_be_unloaded_after_a_restore()
    {
        const string Program = """
            using System.Runtime.CompilerServices;
            using System.Runtime.Loader;

            WeakReference context = Read();
            for (int i = 0; i < 20 && context.IsAlive; i++)
            {
                GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }

            Console.WriteLine(context.IsAlive ? "alive" : "gone");
            Console.WriteLine(Roots.A.Value[5]);

            [MethodImpl(MethodImplOptions.NoInlining)]
            static WeakReference Read()
            {
                var context = new AssemblyLoadContext("other", isCollectible: true);
                object root = context.LoadFromAssemblyPath(typeof(Roots).Assembly.Location).GetType("Roots").GetField("A").GetValue(null);
                var value = (string[])root.GetType().GetProperty("Value").GetValue(root);
                if (value[5] != "a5") throw new InvalidOperationException();
                context.Unload();
                return new WeakReference(context);
            }
            """;

        Assert.AreEqual("gone\na5", (await s_package.RunAsync(Program)).Text());
    }
}
