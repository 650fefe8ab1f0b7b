using Imaging.Format;
using Imaging.Serializer.Tests.Reading;

namespace Imaging.Serializer.Tests.Externals;

/// <summary>Many references from one place to objects of another image: what one was found to lead to answers for its neighbours, and for nothing else.</summary>
[TestClass]
public sealed class ExternalRunTests
{
    private const string Below = """
        public sealed class Entry { public string Name; public Entry Next; }
        public sealed class Other { public Entry Entry; public string Text; }
        public static class Below
        {
            public static readonly ImageRoot<Entry[]> Entries = new(() => Make());
            public static readonly ImageRoot<Other[]> Others = new(() => [.. Entries.Value.Select(entry => new Other { Entry = entry, Text = "other " + entry.Name })]);
            public static readonly ImageRoot<object[]> Apart = new(() => [.. Enumerable.Range(0, 1500).Select(i => (object)new Entry { Name = "apart " + i })]);

            private static Entry[] Make()
            {
                var entries = Enumerable.Range(0, 1500).Select(i => new Entry { Name = "entry " + i }).ToArray();
                for (int i = 1; i < entries.Length; i++)
                {
                    entries[i].Next = entries[i - 1];
                }

                return entries;
            }
        }
        """;

    private const string Above = """
        public static class Above
        {
            public static readonly ImageRoot<object[]> Mixed = new(() => Make());
            public static readonly ImageRoot<Entry[]> Backwards = new(() => [.. Below.Entries.Value.Reverse()]);
            public static readonly ImageRoot<string[]> Names = new(() => [.. Below.Entries.Value.Select(entry => entry.Name)]);

            public static object[] Make() =>
                [.. Enumerable.Range(0, 1500).SelectMany(i => new object[] { Below.Entries.Value[i], Below.Entries.Value[i].Name, Below.Others.Value[1499 - i], Below.Apart.Value[i], ((Entry)Below.Apart.Value[i]).Name, Below.Others.Value[i].Text })];
        }
        """;

    private const string Check = """
        Console.WriteLine(Above.Mixed.Value.Zip(Above.Make()).All(pair => ReferenceEquals(pair.First, pair.Second)));
        Console.WriteLine(Above.Backwards.Value.Zip(Below.Entries.Value.Reverse()).All(pair => ReferenceEquals(pair.First, pair.Second)));
        Console.WriteLine(Above.Names.Value.Zip(Below.Entries.Value).All(pair => ReferenceEquals(pair.First, pair.Second.Name)));
        Console.WriteLine(string.Join(' ', PackageImage.Decisions.Where(made => !made.FromImage).Select(made => made.Root)));
        """;

    [TestMethod]
    [DataRow("true")]
    [DataRow("false")]
    public async Task References_to_several_runs_in_turn_lead_to_their_objects(string frozenSegments)
    {
        using var below = TestPackage.Compile(Below, "Below");
        below.SerializeAll();
        using var above = TestPackage.Compile(Above, "Above", below);
        above.SerializeAll();

        Assert.AreEqual("True\nTrue\nTrue", (await above.RunAsync(Check, runtimeOptions: new Dictionary<string, string> { ["Imaging.FrozenSegments"] = frozenSegments })).Text());
    }

    [TestMethod]
    public async Task Reference_beside_good_ones_is_checked_as_any_other()
    {
        using var below = TestPackage.Compile(Below, "Below");
        below.SerializeAll();
        using var above = TestPackage.Compile(Above, "Above", below);
        above.SerializeAll();
        var original = new ImagePatch(above.ImagePath);
        (int entry, int name) = (MiddleOf(original, ReferenceTag.Main), MiddleOf(original, ReferenceTag.Const));
        ulong nameWord = original.Table<ulong>(SectionKind.Main)[name];
        (int At, ulong Word, string Root)[] forgeries =
        [
            (entry, original.Table<ulong>(SectionKind.Main)[entry] + (100_000UL << ReferenceWord.ExternalTagBits), "Above.Backwards"),
            (entry, nameWord, "Above.Backwards"),
            (name, nameWord + (4UL << ReferenceWord.ExternalTagBits), "Above.Names"),
            (name, nameWord + (8UL << ReferenceWord.ExternalTagBits), "Above.Names"),
            (name, original.Table<ulong>(SectionKind.Main)[entry], "Above.Names"),
        ];

        foreach ((int at, ulong word, string root) in forgeries)
        {
            Set(above.ImagePath, at, word);

            Assert.AreEqual($"True\nTrue\nTrue\n{root}", (await above.RunAsync(Check, "auto")).Text());
            original.Save();
        }
    }

    private static void Set(string image, int at, ulong word)
    {
        var patch = new ImagePatch(image);
        patch.Table<ulong>(SectionKind.Main)[at] = word;
        patch.Save();
    }

    // In the middle of the longest row of references to one kind of object.
    private static int MiddleOf(ImagePatch patch, ReferenceTag target)
    {
        Span<ulong> words = patch.Table<ulong>(SectionKind.Main);
        (int start, int length) longest = default;
        for (int at = 0, start = 0; at < words.Length; at++)
        {
            if (new ReferenceWord(words[at]) is not { Tag: ReferenceTag.External } word || word.ExternalTarget.Tag != target)
            {
                start = at + 1;
            }
            else if (at + 1 - start > longest.length)
            {
                longest = (start, at + 1 - start);
            }
        }

        Assert.IsGreaterThan(1000, longest.length);
        return longest.start + (longest.length / 2);
    }
}
