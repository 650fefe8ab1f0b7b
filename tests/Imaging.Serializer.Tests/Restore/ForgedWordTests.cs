using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Imaging.Format;

namespace Imaging.Serializer.Tests.Restore;

/// <summary>
/// Every word of an image replaced, the content hash made to fit: no forged structure ends the process, and none gives a graph that the
/// image did not hold, except where the word is content (a number, a reference to an object that fits).
/// </summary>
[TestClass]
public sealed class ForgedWordTests
{
    // Content: changing it makes another sound image. The strings hold literals that are interned.
    private static readonly SectionKind[] s_content = [SectionKind.Main, SectionKind.Const, SectionKind.RebuildArguments, SectionKind.Strings];

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    [TestMethod]
    [DataRow(100, "required", 4, false, DisplayName = "const objects on the heap, required")]
    [DataRow(70_000, "required", 9, false, DisplayName = "frozen const objects, required")]
    [DataRow(100, "auto", 29, false, DisplayName = "auto")]
    [DataRow(100, "required", 13, true, DisplayName = "collectible contexts")]
    [DoNotParallelize]
    public async Task Forged_word_is_rejected_or_harmless(int padding, string mode, int step, bool isCollectible)
    {
        using var package = TestPackage.Compile(DamagedPackage.Source(padding));
        package.SerializeAll();
        byte[] image = File.ReadAllBytes(package.ImagePath);
        ForgedWord[] words = [.. ForgedWord.All(image).Where((_, i) => i % step == 0)];
        DamageCase[] cases = [DamageCase.None(image), .. words.Select(word => DamageCase.Forge(image, word.ToString(), (word.At, word.Bytes)))];

        DamageOutcome[] outcomes = await DamageRun.TryAsync(package, cases, mode, isCollectible);

        string[] right = [.. outcomes.Take(DamagedPackage.RootCount).Select(static outcome => outcome.Text)];
        Assert.IsTrue(outcomes.Take(DamagedPackage.RootCount).All(static outcome => outcome.Kind == "image"), string.Join('\n', right));
        string[] wrong =
        [
            .. outcomes.Skip(DamagedPackage.RootCount)
                .Where(outcome => !IsAllowed(outcome, words[outcome.Case - 1], right[outcome.Root]))
                .Select(outcome => $"{cases[outcome.Case].Name}: {outcome}"),
        ];
        Assert.HasCount(0, wrong, $"{wrong.Length} of {outcomes.Length}\n{string.Join('\n', wrong.Take(20))}");
        Assert.IsGreaterThan(8000 / step, cases.Length);
    }

    [TestMethod]
    [DataRow(100, 500)]
    [DataRow(70_000, 250)]
    [DoNotParallelize]
    public async Task Words_forged_together_end_no_process(int padding, int count)
    {
        using var package = TestPackage.Compile(DamagedPackage.Source(padding));
        package.SerializeAll();
        byte[] image = File.ReadAllBytes(package.ImagePath);
        ForgedWord[] words = [.. ForgedWord.All(image)];
        var random = new Random(7);
        DamageCase[] cases = [.. Enumerable.Range(0, count).Select(_ =>
        {
            ForgedWord[] together = random.GetItems(words, 2 + random.Next(3));
            return DamageCase.Forge(image, string.Join(", ", (object[])together), [.. together.Select(static word => (word.At, word.Bytes))]);
        })];

        DamageOutcome[] outcomes = await DamageRun.TryAsync(package, cases, "required");

        foreach (DamageOutcome outcome in outcomes)
        {
            Assert.IsTrue(outcome.Kind != "threw" && outcome.Milliseconds < s_limit.TotalMilliseconds, $"{cases[outcome.Case].Name}: {outcome}");
        }
    }

    private static bool IsAllowed(DamageOutcome outcome, ForgedWord word, string right) =>
        outcome.Milliseconds < s_limit.TotalMilliseconds && outcome.Kind switch
        {
            "rejected" => outcome.Text.Length > 0,
            "builder" => outcome.Text == right && outcome.Reason.Length > 0,
            "image" => word.IsContent || WithoutTypes(outcome.Text) == WithoutTypes(right),
            "walk" => word.IsContent,
            _ => false,
        };

    // A type that is itself a value is content too, and its recipe lies among those of the objects' types.
    private static string WithoutTypes(string text) => Regex.Replace(text, @"System\.Collections\.Generic\.SortedSet`1\[\S+", "a type");

    /// <summary>A word of an image, and what it is replaced by.</summary>
    private sealed record ForgedWord(string Place, int At, byte[] Bytes, bool IsContent)
    {
        public override string ToString() => $"{Place} = {Convert.ToHexString(Bytes)}";

        internal static unsafe List<ForgedWord> All(byte[] image)
        {
            var random = new Random(1);
            var words = new List<ForgedWord>();
            Add("header", 0, sizeof(RawHeader), 0, isContent: false);
            int table = sizeof(RawHeader);
            Add("section table", table, ((int)SectionKind.Const + 1) * sizeof(RawSection), sizeof(RawSection), isContent: false);
            for (SectionKind kind = 0; kind <= SectionKind.Const; kind++)
            {
                int record = table + ((int)kind * sizeof(RawSection));
                int offset = (int)BitConverter.ToUInt64(image, record + 8);
                int length = (int)BitConverter.ToUInt64(image, record + 16);

                // The padding is one array, at one of the section's ends or between runs: its zeroes are not worth a case each.
                Add(kind.ToString(), offset, length, (int)BitConverter.ToUInt32(image, record + 4), Array.IndexOf(s_content, kind) >= 0);
            }

            return words;

            void Add(string place, int start, int length, int recordSize, bool isContent)
            {
                for (int at = start; at + 4 <= start + length; at += 4)
                {
                    if (at is >= RawHeader.ContentHashOffset and < RawHeader.ContentHashOffset + 8 || IsPadding(at))
                    {
                        continue;
                    }

                    string name = recordSize > 1 ? $"{place} {(at - start) / recordSize} +{(at - start) % recordSize}" : $"{place} +{at - start}";
                    int field = (at - start) % Math.Max(recordSize, 1);
                    uint small = BitConverter.ToUInt32(image, at);
                    foreach (uint value in new uint[] { 0, 1, uint.MaxValue, small + 1, small - 1, (uint)random.Next(24), small ^ (1u << random.Next(32)) }.Distinct().Where(value => value != small))
                    {
                        words.Add(new ForgedWord(name, at, BitConverter.GetBytes(value), isContent || IsReference(place, field, field + sizeof(uint))));
                    }

                    if (at % 8 == 0 && at + 8 <= start + length)
                    {
                        ulong large = BitConverter.ToUInt64(image, at);
                        foreach (ulong value in new ulong[] { 0, 1, ulong.MaxValue, large + 8, large - 8, large - 1, (ulong)random.NextInt64() }.Distinct().Where(value => value != large))
                        {
                            words.Add(new ForgedWord(name, at, BitConverter.GetBytes(value), isContent || IsReference(place, field, field + sizeof(ulong))));
                        }
                    }
                }
            }

            bool IsPadding(int at) => at > 256 && at + 128 < image.Length && image.AsSpan(at - 64, 128).IndexOfAnyExcept((byte)0) < 0;
        }

        // The value of a root, the target of a delegate, and which string a global is.
        private static bool IsReference(string place, int from, int to) => place switch
        {
            nameof(SectionKind.Roots) => to > Field<RawRoot>(nameof(RawRoot.Value)) && from < Field<RawRoot>(nameof(RawRoot.Value)) + sizeof(ulong),
            nameof(SectionKind.Delegates) => to > Field<RawDelegate>(nameof(RawDelegate.Target)),
            nameof(SectionKind.Globals) => to > Field<RawGlobal>(nameof(RawGlobal.Text)),
            _ => false,
        };

        private static int Field<T>(string name) => (int)Marshal.OffsetOf<T>(name);
    }
}
