using Imaging.Format;
using Imaging.Serializer.Tests.Reading;

namespace Imaging.Serializer.Tests.Restore;

/// <summary>An image that is read in pieces and restored by two threads: many objects, large arrays, long strings.</summary>
[TestClass]
public sealed class LargeImageTests
{
    private const string Source = """
        using System.Text.RegularExpressions;

        public sealed record Item(string Name, string Kind, object Any, Item Before, int Number);

        public sealed class Wide { public long A, B, C; public string Text; public object Self; }

        public static class Roots
        {
            public static readonly ImageRoot<Item[]> Items = new(MakeItems);
            public static readonly ImageRoot<Dictionary<(int, string), Wide>> Table = new(MakeTable);
            public static readonly ImageRoot<string[]> Names = new(() => MakeNames());
            public static readonly ImageRoot<object[]> Mixed = new(() => MakeMixed());
            public static readonly ImageRoot<Regex> Pattern = new(() => new Regex("^(a+|b)*c$", RegexOptions.Compiled | RegexOptions.CultureInvariant));

            // Large arrays: one of references to const objects alone, one that has blocks with others, at odd places.
            static string[] MakeNames()
            {
                var names = new string[200_001];
                for (int i = 0; i < names.Length; i++)
                {
                    names[i] = i % 1000 == 7 ? null : "name " + i % 5_000;
                }

                return names;
            }

            static object[] MakeMixed()
            {
                var mixed = new object[150_003];
                for (int i = 0; i < mixed.Length; i++)
                {
                    mixed[i] = i % 10_000 == 9_999 ? new object[] { i } : i % 2 == 0 ? "mixed " + i % 100 : null;
                }

                return mixed;
            }

            static Item[] MakeItems()
            {
                var items = new Item[60_000];
                for (int i = 0; i < items.Length; i++)
                {
                    object any = (i % 4) switch { 0 => i, 1 => "any " + i, 2 => null, _ => new[] { i } };
                    items[i] = new Item("item " + i, i % 2 == 0 ? "even" : "odd", any, i % 3 == 0 && i > 0 ? items[i - 1] : null, i);
                }

                return items;
            }

            static Dictionary<(int, string), Wide> MakeTable()
            {
                var table = new Dictionary<(int, string), Wide>();
                for (int i = 0; i < 60_000; i++)
                {
                    var wide = new Wide { A = i, B = -i, C = i * 3L, Text = "text " + i % 100 };
                    wide.Self = i % 5 == 0 ? wide : null;
                    table.Add((i, "key " + i), wide);
                }

                return table;
            }
        }
        """;

    private const string Check = """
        long wrong = 0;
        Item[] items = Roots.Items.Value;
        for (int i = 0; i < items.Length; i++)
        {
            Item item = items[i];
            bool any = (i % 4) switch { 0 => item.Any is int number && number == i, 1 => item.Any is string text && text == "any " + i, 2 => item.Any is null, _ => item.Any is int[] { Length: 1 } array && array[0] == i };
            bool before = i % 3 == 0 && i > 0 ? ReferenceEquals(item.Before, items[i - 1]) : item.Before is null;
            if (!any || !before || item.Name != "item " + i || item.Number != i || !ReferenceEquals(item.Kind, i % 2 == 0 ? "even" : "odd")) wrong++;
        }

        var table = Roots.Table.Value;
        for (int i = 0; i < 60_000; i++)
        {
            Wide wide = table[(i, "key " + i)];
            if (wide.A != i || wide.B != -i || wide.C != i * 3L || wide.Text != "text " + i % 100 || !ReferenceEquals(wide.Self, i % 5 == 0 ? wide : null)) wrong++;
        }

        string[] names = Roots.Names.Value;
        for (int i = 0; i < 200_001; i++)
        {
            if (names[i] != (i % 1000 == 7 ? null : "name " + i % 5_000)) wrong++;
        }

        object[] mixed = Roots.Mixed.Value;
        for (int i = 0; i < 150_003; i++)
        {
            bool right = i % 10_000 == 9_999 ? mixed[i] is object[] { Length: 1 } inner && (int)inner[0] == i : Equals(mixed[i], i % 2 == 0 ? "mixed " + i % 100 : null);
            if (!right) wrong++;
        }

        if (names.Length != 200_001 || mixed.Length != 150_003 || table.Count != 60_000 || table.ContainsKey((1, "key 2"))) wrong++;
        if (!Roots.Pattern.Value.IsMatch("aabac") || Roots.Pattern.Value.IsMatch("aabax") || Roots.Pattern.Value.ToString() != "^(a+|b)*c$") wrong++;
        Console.Write(items.Length + " " + wrong + " " + PackageImage.Decisions.Count(decision => decision.FromImage));
        """;

    [TestMethod]
    [DataRow("2")]
    [DataRow("1")]
    public async Task All_of_it_is_restored_with_two_threads_and_with_one(string processors)
    {
        using var package = TestPackage.Compile(Source);
        package.SerializeAll();
        Assert.IsGreaterThan(16 * RawPiece.UsualBytes, new FileInfo(package.ImagePath).Length);

        Assert.AreEqual("60000 0 5", (await package.RunAsync(Check, "required", new Dictionary<string, string> { ["DOTNET_PROCESSOR_COUNT"] = processors })).Text());
    }

    [TestMethod]
    [DataRow("DOTNET_gcServer", "0")]
    [DataRow("DOTNET_HeapVerify", "1")]
    [DataRow("DOTNET_gcServer", "1")]
    [DataRow("DOTNET_GCName", "libclrgc.so")]
    public async Task Collections_meanwhile_do_no_harm(string variable, string value)
    {
        if (value == "libclrgc.so" && !OperatingSystem.IsLinux())
        {
            return;
        }

        using var package = TestPackage.Compile(Source);
        package.SerializeAll();

        ProgramResult result = await package.RunAsync(
            """
            var stop = new System.Threading.CancellationTokenSource();
            var collecting = new System.Threading.Thread(() => { while (!stop.IsCancellationRequested) { GC.Collect(); System.Threading.Thread.Sleep(1); } });
            collecting.Start();
            """ + Check + """
            stop.Cancel();
            collecting.Join();
            """,
            "required",
            new Dictionary<string, string> { [variable] = value });

        Assert.AreEqual("60000 0 5", result.Text());
    }

    // With one processor: nobody fills the arrays meanwhile, so that who does not wait for them finds nothing in them.
    [TestMethod]
    [DataRow("ConcurrentDictionary<string, int>", "new(Many.Select(i => KeyValuePair.Create(\"key \" + i, i)))", "v.Count + \" \" + v[\"key 149999\"]", "150000 149999")]
    [DataRow("ILookup<string, int>", "Many.ToLookup(i => \"key \" + i)", "v.Count + \" \" + v[\"key 149999\"].Single()", "150000 149999")]
    [DataRow("string[,]", "Square()", "v[0, 1] + \" \" + v[399, 399]", "0 1 399 399")]
    [DataRow("Total", "new Total(Many.Select(i => \"\" + i))", "v.Characters", "788890")]
    public async Task What_is_made_again_from_a_large_array_finds_it_filled(string type, string value, string expression, string expected)
    {
        using var package = TestPackage.Compile($$"""
            [assembly: ImageSurrogate(typeof(TotalSurrogate))]

            public sealed class Total
            {
                private readonly nint _process = Environment.ProcessId;
                public readonly string[] Parts;
                public Total(IEnumerable<string> parts) => Characters = (Parts = [.. parts]).Sum(part => part.Length);
                public int Characters { get; }
            }

            internal sealed class TotalSurrogate : ImageSurrogate<Total, string[]>
            {
                public override string[] ToSurrogate(Total value) => value.Parts;
                public override Total FromSurrogate(string[] surrogate) => new(surrogate);
            }

            public static class Roots
            {
                private static IEnumerable<int> Many => Enumerable.Range(0, 150_000);
                public static readonly ImageRoot<{{type}}> Root = new(() => {{value}});

                private static string[,] Square()
                {
                    var square = new string[400, 400];
                    for (int i = 0; i < 160_000; i++) square[i / 400, i % 400] = (i / 400) + " " + (i % 400);
                    return square;
                }
            }
            """);
        package.SerializeAll();

        Assert.AreEqual(
            expected + " True",
            (await package.RunAsync(
                $"var v = Roots.Root.Value; Console.Write({expression} + \" \" + PackageImage.Decisions[0].FromImage);",
                "required",
                new Dictionary<string, string> { ["DOTNET_PROCESSOR_COUNT"] = "1" })).Text());
    }

    [TestMethod]
    public async Task Damage_in_any_piece_is_found()
    {
        using var package = TestPackage.Compile(Source);
        package.SerializeAll();
        byte[] image = File.ReadAllBytes(package.ImagePath);
        for (int at = RawPiece.UsualBytes; at < image.Length; at += 3 * RawPiece.UsualBytes)
        {
            image[at] ^= 1;
            File.WriteAllBytes(package.ImagePath, image);

            Assert.AreEqual(
                "False",
                (await package.PrintAsync("Roots.Pattern.Value is not null && PackageImage.Decisions[0].FromImage", "auto")).Text(),
                $"byte {at}");
            image[at] ^= 1;
        }

        await File.WriteAllBytesAsync(package.ImagePath, image[..^9]);
        Assert.AreEqual("False", (await package.PrintAsync("Roots.Pattern.Value is not null && PackageImage.Decisions[0].FromImage", "auto")).Text());
    }

    [TestMethod]
    [DataRow("length")]
    [DataRow("count")]
    [DataRow("type")]
    [DataRow("extent")]
    public async Task Strings_that_are_placed_ahead_are_checked(string forged)
    {
        using var package = TestPackage.Compile(Source);
        package.SerializeAll();
        var patch = new ImagePatch(package.ImagePath);
        Span<RawConstRun> runs = patch.Table<RawConstRun>(SectionKind.ConstRuns);
        int strings = 0;
        while (patch.Text(patch.Table<RawType>(SectionKind.Types)[(int)runs[strings].Type].Name) != "String")
        {
            strings++;
        }

        ref RawConstRun run = ref runs[strings];
        switch (forged)
        {
            case "length":
                patch.Table<int>(SectionKind.Const)[(int)(run.Offset / 4) + 4] = int.MaxValue;
                break;
            case "count":
                run.Count--;
                break;
            case "type":
                run.Type = runs[strings == 0 ? 1 : 0].Type;
                break;
            default:
                run.Length = ulong.MaxValue - 7;
                break;
        }

        patch.Save();

        Assert.AreEqual(
            "200001 False True",
            (await package.PrintAsync("Roots.Names.Value.Length + \" \" + PackageImage.Decisions[0].FromImage + \" \" + PackageImage.Decisions[0].Reason.Contains(\"damaged\")", "auto")).Text());
    }
}
