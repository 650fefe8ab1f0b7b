namespace Imaging.Serializer.Tests.Restore;

/// <summary>Keys of a large table are hashed by two threads: by code of the program, which knows nothing of it.</summary>
[TestClass]
public sealed class SharedHashingTests
{
    private const string Source = """
        using System.Globalization;

        public static class Hashing
        {
            public static readonly AsyncLocal<int> Ambient = new();
            public static readonly object Gate = new();
            public static bool Locks;
            public static bool Throws;
        }

        public readonly struct Key : IEquatable<Key>
        {
            public Key(string text) => Text = text;
            public readonly string Text;
            public bool Equals(Key other) => Text == other.Text;
            public override bool Equals(object other) => other is Key key && Equals(key);

            public override int GetHashCode()
            {
                if (Hashing.Throws) throw new InvalidOperationException("no hash today");
                if (Hashing.Locks) lock (Hashing.Gate) { }
                return HashCode.Combine(Text, CultureInfo.CurrentCulture.Name, Hashing.Ambient.Value);
            }
        }

        public static class Roots
        {
            public const int Count = 100_000;
            public static readonly ImageRoot<Dictionary<Key, string>> Table = new(() => Enumerable.Range(0, Count).ToDictionary(i => new Key("key " + i), i => "value " + i));
        }
        """;

    private const string Check = """
        int found = 0;
        Dictionary<Key, string> table = Roots.Table.Value;
        for (int i = 0; i < Roots.Count; i++)
        {
            if (table.TryGetValue(new Key("key " + i), out string value) && value == "value " + i) found++;
        }

        Console.Write(found + " " + table.Keys.First().Text + " " + table.ContainsKey(new Key("none")) + " " + PackageImage.Decisions[0].FromImage + " " + PackageImage.Decisions[0].Reason);
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
    public async Task Culture_and_ambient_values_are_those_of_the_thread_that_reads_the_root()
    {
        const string Surroundings = """
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("tr-TR");
            Hashing.Ambient.Value = 17;
            """;

        Assert.AreEqual("100000 key 0 False True ", (await s_package.RunAsync(Surroundings + Check, "required")).Text());
    }

    [TestMethod]
    public async Task Where_the_program_forbids_the_execution_context_to_flow_the_reading_thread_hashes_alone()
    {
        const string Surroundings = """
            Hashing.Ambient.Value = 17;
            using var suppressed = ExecutionContext.SuppressFlow();
            """;

        Assert.AreEqual("100000 key 0 False True ", (await s_package.RunAsync(Surroundings + Check, "required")).Text());
    }

    [TestMethod]
    public async Task A_hash_function_that_waits_for_the_reading_thread_makes_the_builder_run()
    {
        const string Surroundings = """
            Hashing.Locks = true;
            lock (Hashing.Gate) { _ = Roots.Table.Value; }
            """;

        string text = (await s_package.RunAsync(Surroundings + Check, "auto")).Text();

        // A second thread that came too late has hashed nothing, and then nothing was waited for.
        Assert.IsTrue(
            text == "100000 key 0 False False the keys of a hash table are not hashed in time on the second thread" || text == "100000 key 0 False True ",
            text);
    }

    [TestMethod]
    public async Task A_hash_function_that_throws_makes_the_builder_run()
    {
        const string Surroundings = """
            Hashing.Throws = true;
            try { _ = Roots.Table.Value; } catch (InvalidOperationException exception) { Console.Write(exception.Message + ": "); }
            Hashing.Throws = false;
            """;

        StringAssert.StartsWith(
            (await s_package.RunAsync(Surroundings + Check, "auto")).Text(),
            "no hash today: 100000 key 0 False False ",
            StringComparison.Ordinal);
    }
}
