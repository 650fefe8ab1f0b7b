using Imaging.Format;
using Imaging.Serializer.Tests.Reading;

namespace Imaging.Serializer.Tests.Restore;

/// <summary>Keys of a large table that code of the program hashes: on the thread that reads the root, in its surroundings, and nowhere else.</summary>
[TestClass]
public sealed class ForeignHashingTests
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
    public async Task Another_thread_does_not_hash_and_needs_no_lock_that_the_reading_thread_holds()
    {
        const string Surroundings = """
            Hashing.Locks = true;
            lock (Hashing.Gate) { _ = Roots.Table.Value; }
            """;

        Assert.AreEqual("100000 key 0 False True ", (await s_package.RunAsync(Surroundings + Check, "required")).Text());
    }

    [TestMethod]
    public async Task Comparers_with_state_of_their_own_hash_on_one_thread()
    {
        const string Stateful = """
            public sealed class Folding : IEqualityComparer<string>
            {
                private readonly System.Text.StringBuilder _scratch = new();
                public bool Equals(string x, string y) => string.Equals(x, y, StringComparison.OrdinalIgnoreCase);

                public int GetHashCode(string text)
                {
                    _scratch.Clear();
                    foreach (char c in text) _scratch.Append(char.ToUpperInvariant(c));
                    return _scratch.ToString().GetHashCode();
                }
            }

            public static class Roots
            {
                public static readonly ImageRoot<Dictionary<string, int>> Table = new(() =>
                {
                    var table = new Dictionary<string, int>(new Folding());
                    for (int i = 0; i < 100_000; i++) table.Add("key " + i, i);
                    return table;
                });
            }
            """;
        using var package = TestPackage.Compile(Stateful);
        package.SerializeAll();

        Assert.AreEqual(
            "100000 True",
            (await package.PrintAsync("Enumerable.Range(0, 100_000).Count(i => Roots.Table.Value.TryGetValue(\"KEY \" + i, out int value) && value == i) + \" \" + PackageImage.Decisions[0].FromImage", "required")).Text());
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

    /// <summary>Tables and large arrays that the second thread fills while hash functions run.</summary>
    private const string AmongArrays = """
        public readonly struct Code : IEquatable<Code>
        {
            public static bool Throws;
            public static bool Collects;
            private static int s_hashed;
            public Code(string text) => Text = text;
            public readonly string Text;
            public bool Equals(Code other) => Text == other.Text;
            public override bool Equals(object other) => other is Code code && Equals(code);

            public override int GetHashCode()
            {
                if (Throws) throw new InvalidOperationException("no hash today");
                if (Collects && ++s_hashed % 2_000 == 0)
                {
                    System.Runtime.GCSettings.LargeObjectHeapCompactionMode = System.Runtime.GCLargeObjectHeapCompactionMode.CompactOnce;
                    GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
                }

                return HashCode.Combine(Text);
            }
        }

        public sealed class Alone : IEqualityComparer<string>
        {
            public bool Equals(string x, string y) => x == y;
            public int GetHashCode(string text) => HashCode.Combine(text);
        }

        // Hashes a number by the name that a large array has for it.
        public sealed class ByName : IEqualityComparer<string>
        {
            public string[] Names;
            public bool Equals(string x, string y) => x == y;
            public int GetHashCode(string text) => Names[int.Parse(text)].GetHashCode();
        }

        public sealed class Tables
        {
            public Dictionary<Code, string> Codes;
            public Dictionary<string, int> Named;
            public Dictionary<string, string> Alone;
            public string[] Names;
            public object[] Mixed;
            public (string, long, string)[] Rows;
        }

        public static class Roots
        {
            public const int Count = 100_000;
            public static readonly ImageRoot<Tables> All = new(() =>
            {
                string[] names = Enumerable.Range(0, 200_000).Select(i => "name " + i).ToArray();
                return new Tables
                {
                    Codes = Enumerable.Range(0, Count).ToDictionary(i => new Code("code " + i), i => "value " + i),
                    Named = Enumerable.Range(0, Count).ToDictionary(i => i.ToString(), i => i, new ByName { Names = names }),
                    Alone = Enumerable.Range(0, Count).ToDictionary(i => "key " + i, i => names[i], new Alone()),
                    Names = names,
                    Mixed = Enumerable.Range(0, 200_000).Select(i => i % 1_000 == 0 ? new object[] { i } : (object)names[i]).ToArray(),
                    Rows = Enumerable.Range(0, 150_000).Select(i => (names[i], (long)i, i % 2 == 0 ? null : names[i + 1])).ToArray(),
                };
            });
        }
        """;

    private const string CheckAll = """
        Tables all = Roots.All.Value;
        int found = 0;
        for (int i = 0; i < Roots.Count; i++)
        {
            if (all.Codes[new Code("code " + i)] == "value " + i && all.Named[i.ToString()] == i && ReferenceEquals(all.Alone["key " + i], all.Names[i])) found++;
        }

        int mixed = all.Mixed.Where((value, i) => i % 1_000 == 0 ? ((object[])value)[0] is int number && number == i : ReferenceEquals(value, all.Names[i])).Count();
        int rows = all.Rows.Where((row, i) => ReferenceEquals(row.Item1, all.Names[i]) && row.Item2 == i && ReferenceEquals(row.Item3, i % 2 == 0 ? null : all.Names[i + 1])).Count();
        Console.Write(found + " " + mixed + " " + rows + " " + PackageImage.Decisions[0].FromImage);
        """;

    [TestMethod]
    public async Task Hash_functions_find_everything_filled_that_they_can_come_upon()
    {
        using var package = TestPackage.Compile(AmongArrays);
        package.SerializeAll();

        // With one processor nobody fills meanwhile, so that who does not wait for an array finds nothing in it.
        foreach (string processors in (string[])["1", "2", "2", "2"])
        {
            Assert.AreEqual(
                "100000 200000 150000 True",
                (await package.RunAsync(CheckAll, "required", new Dictionary<string, string> { ["DOTNET_PROCESSOR_COUNT"] = processors })).Text());
        }

        Assert.AreEqual(
            "no hash today: 100000 200000 150000 False",
            (await package.RunAsync("""
                Code.Throws = true;
                try { _ = Roots.All.Value; } catch (InvalidOperationException exception) { Console.Write(exception.Message + ": "); }
                Code.Throws = false;
                GC.Collect();
                """ + CheckAll,
                "auto")).Text());
    }

    [TestMethod]
    [DataRow("DOTNET_gcConcurrent")]
    [DataRow("DOTNET_HeapVerify")]
    public async Task Arrays_move_while_hash_functions_run_and_the_second_thread_fills_them(string setting)
    {
        using var package = TestPackage.Compile(AmongArrays);
        package.SerializeAll();

        Assert.AreEqual(
            "100000 200000 150000 True",
            (await package.RunAsync(
                "Code.Collects = true; _ = Roots.All.Value; Code.Collects = false;" + CheckAll,
                "required",
                new Dictionary<string, string> { [setting] = "1" })).Text());
    }

    // The words of entries and of large arrays: which thread finds one first, and what it does by then, differs.
    [TestMethod]
    public async Task A_forged_reference_in_a_large_array_makes_the_builder_run()
    {
        using var package = TestPackage.Compile(AmongArrays);
        package.SerializeAll();
        byte[] image = File.ReadAllBytes(package.ImagePath);
        const int Forged = 8;
        for (int i = 0; i < Forged; i++)
        {
            File.WriteAllBytes(package.ImagePath, image);
            var patch = new ImagePatch(package.ImagePath);
            Span<ulong> main = patch.Table<ulong>(SectionKind.Main);
            int at = (int)((long)main.Length * i / Forged);
            while (new ReferenceWord(main[at]) is not { Tag: ReferenceTag.Const, Payload: > 0x10000 })
            {
                at++;
            }

            // Into the middle of the object.
            main[at] += 8UL << ReferenceWord.TagBits;
            patch.Save();

            string[] printed = (await package.RunAsync(CheckAll + "Console.Write(\" \" + PackageImage.Decisions[0].Reason); GC.Collect();", "auto")).Text().Split(' ', 5);
            Assert.AreEqual("100000 200000 150000 False", string.Join(' ', printed[..4]), $"word {at}");
            StringAssert.StartsWith(printed[4], "the image is damaged: ", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public async Task A_hash_function_that_reads_a_rejected_root_has_its_table_rejected_for_that_reason_whenever_it_is_read()
    {
        using var package = TestPackage.Compile("""
            using System.Threading;

            public readonly struct Key : IEquatable<Key>
            {
                public static bool Reads;
                public Key(string text) => Text = text;
                public readonly string Text;
                public bool Equals(Key other) => Text == other.Text;
                public override bool Equals(object other) => other is Key key && Equals(key);
                public override int GetHashCode() => HashCode.Combine(Text, Reads ? Roots.Refused.Value.ManagedThreadId : 0);
            }

            public static class Roots
            {
                public static readonly ImageRoot<Thread> Refused = new(() => new Thread(() => { }));
                public static readonly ImageRoot<Dictionary<Key, string>> Table = new(() => Enumerable.Range(0, 2_000).ToDictionary(i => new Key("key " + i), i => "value " + i));
            }
            """);
        Assert.AreEqual(1, package.Serialize().Roots.Count(static root => root.Captured));

        string[] reasons = (await package.RunAsync("""
            Key.Reads = true;
            for (int i = 0; i < 3; i++)
            {
                try { _ = Roots.Table.Value; }
                catch (ImageRejectedException exception) { Console.WriteLine(exception.Root + ": " + exception.Reason); }
            }
            """,
            "required")).Text().Split('\n');

        Assert.HasCount(3, reasons);
        StringAssert.StartsWith(reasons[0], "Roots.Refused: it was refused at build time: ", StringComparison.Ordinal);
        StringAssert.StartsWith(reasons[1], "Roots.Table: P: the root Roots.Refused could not be restored from its image", StringComparison.Ordinal);
        Assert.AreEqual(reasons[1], reasons[2]);
    }
}
