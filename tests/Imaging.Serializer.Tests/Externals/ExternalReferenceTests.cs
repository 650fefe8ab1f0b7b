namespace Imaging.Serializer.Tests.Externals;

/// <summary>Images refer to objects of other packages' images.</summary>
[TestClass]
public sealed class ExternalReferenceTests
{
    internal const string Below = """
        public sealed class Entry { public string Name; public Entry Next; public int[] Numbers; }
        public static class Below
        {
            public static readonly ImageRoot<Dictionary<string, Entry>> Entries = new(() => Make(0, 1000));
            public static readonly ImageRoot<Entry[]> Others = new(() => [.. Make(1000, 10).Values.OrderBy(entry => entry.Name, StringComparer.Ordinal)]);
            public static readonly ImageRoot<Func<int, string>> Format = new(() => new Formatter { Prefix = "#" + 1.ToString() }.Format);

            private static Dictionary<string, Entry> Make(int first, int count)
            {
                var entries = new Dictionary<string, Entry>();
                Entry last = null;
                for (int i = first; i < first + count; i++)
                {
                    last = new Entry { Name = "entry " + i, Next = last, Numbers = [i, i + 1] };
                    entries.Add(last.Name, last);
                }

                return entries;
            }
        }

        public sealed class Formatter { public string Prefix; public string Format(int number) => Prefix + number; }
        """;

    private const string Above = """
        public sealed class Holder { public Entry Entry; public string Name; public int[] Numbers; public object Boxed; public Func<int, string> Format; }
        public static class Above
        {
            public static readonly ImageRoot<Holder> Holder = new(() => new Holder
            {
                Entry = Below.Entries.Value["entry 7"],
                Name = Below.Entries.Value["entry 8"].Name,
                Numbers = Below.Entries.Value["entry 9"].Numbers,
                Boxed = Below.Entries.Value,
                Format = Below.Format.Value,
            });

            public static readonly ImageRoot<Entry[]> Same = new(() => Below.Others.Value);
            public static readonly ImageRoot<HashSet<Entry>> Set = new(() => [.. Below.Others.Value]);
            public static readonly ImageRoot<int[]> Alone = new(() => [1, 2, 3]);
            public static readonly ImageRoot<int> Counted = new(() => Below.Entries.Value.Count);
        }
        """;

    private const string Check = """
        Console.WriteLine(ReferenceEquals(Above.Holder.Value.Entry, Below.Entries.Value["entry 7"]));
        Console.WriteLine(ReferenceEquals(Above.Holder.Value.Entry.Next, Below.Entries.Value["entry 6"]));
        Console.WriteLine(ReferenceEquals(Above.Holder.Value.Name, Below.Entries.Value["entry 8"].Name));
        Console.WriteLine(ReferenceEquals(Above.Holder.Value.Numbers, Below.Entries.Value["entry 9"].Numbers));
        Console.WriteLine(ReferenceEquals(Above.Holder.Value.Boxed, Below.Entries.Value));
        Console.WriteLine(ReferenceEquals(Above.Holder.Value.Format, Below.Format.Value));
        Console.WriteLine(Above.Holder.Value.Format(5));
        Console.WriteLine(ReferenceEquals(Above.Same.Value, Below.Others.Value));
        Console.WriteLine(Below.Others.Value.All(Above.Set.Value.Contains));
        Console.WriteLine(Above.Counted.Value);
        """;

    private const string Expected = "True\nTrue\nTrue\nTrue\nTrue\nTrue\n#15\nTrue\nTrue\n1000";

    [TestMethod]
    public async Task Objects_of_a_dependency_are_the_dependencys_own()
    {
        using var below = TestPackage.Compile(Below, "Below");
        below.SerializeAll();
        using var above = TestPackage.Compile(Above, "Above", below);
        above.SerializeAll();

        Assert.AreEqual(Expected, (await above.RunAsync(Check)).Text());
        Assert.AreEqual(Expected, (await above.RunAsync("_ = Below.Others.Value; _ = Above.Holder.Value; _ = Below.Entries.Value;\n" + Check)).Text());
        Assert.AreEqual(Expected, (await above.RunAsync(Check, "off")).Text());
        Assert.IsLessThan(6000, new FileInfo(above.ImagePath).Length);
    }
}
