public sealed record Product(int Id, string Name);
public readonly record struct Key(int A, int B);
public enum Kind : byte { A, B, C, D, E, F, G, H, I, J, K, L = 100 }

public static class Roots
{
    private static IEnumerable<string> Words(int count, string prefix = "word", string suffix = "") => Enumerable.Range(0, count).Select(i => prefix + (i * 7919 % 100_003) + suffix);
    private static FrozenDictionary<string, int> Strings(int count, StringComparer comparer = null, string prefix = "word", string suffix = "") => Words(count, prefix, suffix).Distinct(comparer).Select((word, i) => (word, i)).ToFrozenDictionary(pair => pair.word, pair => pair.i, comparer);

    [Shape("`FrozenDictionary` and `FrozenSet` with `string` keys: ordinal, or ignoring case where what they hash is ASCII; of every size")]
    public static readonly ImageRoot<FrozenDictionary<string, int>> Empty = new(() => FrozenDictionary<string, int>.Empty);
    public static readonly ImageRoot<FrozenDictionary<string, int>> One = new(() => Strings(1));
    public static readonly ImageRoot<FrozenDictionary<string, int>> Three = new(() => Strings(3));
    public static readonly ImageRoot<FrozenDictionary<string, int>> Eight = new(() => Strings(8));
    public static readonly ImageRoot<FrozenDictionary<string, int>> Fifty = new(() => Strings(50));
    public static readonly ImageRoot<FrozenDictionary<string, int>> Thousand = new(() => Strings(1_000));
    public static readonly ImageRoot<FrozenDictionary<string, Product>> ManyProducts = new(() => Words(5_000).Select((name, id) => new Product(id, name)).ToFrozenDictionary(product => product.Name));
    public static readonly ImageRoot<FrozenDictionary<string, int>> Ordinal = new(() => Strings(100, StringComparer.Ordinal));
    public static readonly ImageRoot<FrozenDictionary<string, int>> IgnoringCaseThree = new(() => Strings(3, StringComparer.OrdinalIgnoreCase, "Word"));
    public static readonly ImageRoot<FrozenDictionary<string, int>> IgnoringCase = new(() => Strings(100, StringComparer.OrdinalIgnoreCase, "Word"));
    public static readonly ImageRoot<FrozenDictionary<string, int>> IgnoringCaseSymbols = new(() => Strings(100, StringComparer.OrdinalIgnoreCase, "+-", "!?"));
    public static readonly ImageRoot<FrozenDictionary<string, int>> SingleCharacters = new(() => Enumerable.Range('a', 26).ToFrozenDictionary(c => ((char)c).ToString(), c => c));
    public static readonly ImageRoot<FrozenDictionary<string, int>> RightJustified = new(() => Enumerable.Range(0, 60).ToFrozenDictionary(i => new string('x', 3 + (i % 5)) + (char)('A' + (i % 60)) + (i / 26), i => i));
    public static readonly ImageRoot<FrozenDictionary<string, int>> LengthBuckets = new(() => Enumerable.Range(1, 30).ToFrozenDictionary(i => new string('y', i), i => i));
    public static readonly ImageRoot<FrozenDictionary<string, int>> LengthBucketsIgnoringCase = new(() => Enumerable.Range(1, 30).ToFrozenDictionary(i => new string('y', i), i => i, StringComparer.OrdinalIgnoreCase));
    public static readonly ImageRoot<FrozenDictionary<string, int>> NotAscii = new(() => Strings(100, null, "größe"));
    public static readonly ImageRoot<FrozenDictionary<string, int>> NotAsciiIgnoringCase = new(() => Enumerable.Range(0, 50).ToFrozenDictionary(i => "größe" + i, i => i, StringComparer.OrdinalIgnoreCase));
    public static readonly ImageRoot<FrozenSet<string>> Set = new(() => Words(500).ToFrozenSet());
    public static readonly ImageRoot<FrozenSet<string>> SetThree = new(() => Words(3).ToFrozenSet(StringComparer.Ordinal));
    public static readonly ImageRoot<FrozenSet<string>> SetIgnoringCase = new(() => Words(500, "Word").ToFrozenSet(StringComparer.OrdinalIgnoreCase));

    [Shape("`FrozenDictionary` and `FrozenSet` with keys of primitive types, enums, `Guid` and the like and the default comparer")]
    public static readonly ImageRoot<FrozenDictionary<int, string>> Ints = new(() => Enumerable.Range(0, 500).ToFrozenDictionary(i => i * 37, i => "v" + i));
    public static readonly ImageRoot<FrozenDictionary<int, string>> DenseInts = new(() => Enumerable.Range(5, 500).ToFrozenDictionary(i => i, i => "v" + i));
    public static readonly ImageRoot<FrozenDictionary<int, string>> FewInts = new(() => new[] { 5, 1000, -3 }.ToFrozenDictionary(i => i, i => "v" + i));
    public static readonly ImageRoot<FrozenDictionary<long, int>> Longs = new(() => Enumerable.Range(0, 100).ToFrozenDictionary(i => i * 10_000_000_000L, i => i));
    public static readonly ImageRoot<FrozenDictionary<Guid, int>> Guids = new(() => Enumerable.Range(0, 100).ToFrozenDictionary(i => new Guid(i, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), i => i));
    public static readonly ImageRoot<FrozenDictionary<Kind, int>> Kinds = new(() => Enum.GetValues<Kind>().ToFrozenDictionary(kind => kind, kind => (int)kind));
    public static readonly ImageRoot<FrozenSet<int>> SetOfInts = new(() => Enumerable.Range(0, 500).Select(i => i * i).ToFrozenSet());
    public static readonly ImageRoot<FrozenSet<DateTime>> SetOfDates = new(() => Enumerable.Range(0, 50).Select(i => new DateTime(2000, 1, 1).AddDays(i * i)).ToFrozenSet());

    [Shape("`FrozenDictionary` of up to ten structures of the package's: searched, not hashed")]
    public static readonly ImageRoot<FrozenDictionary<Key, int>> FewStructures = new(() => Enumerable.Range(0, 4).ToFrozenDictionary(i => new Key(i, i), i => i));
}
