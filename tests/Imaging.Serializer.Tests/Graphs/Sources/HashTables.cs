public readonly struct Coordinate(int x, string name) : IEquatable<Coordinate>
{
    public readonly int X = x;
    public readonly string Name = name;
    public bool Equals(Coordinate other) => X == other.X && Name == other.Name;
    public override bool Equals(object other) => other is Coordinate coordinate && Equals(coordinate);
    public override int GetHashCode() => HashCode.Combine(X, Name);
}

public sealed record Named(string Name, int Number);
public readonly record struct Small(int A, string B);
public struct Bare { public int A; public int B; }
public enum Level : short { Low, High = 300 }
public sealed class Token { public string Text; }
public sealed class LastLetter : IEqualityComparer<string>
{
    public bool Equals(string x, string y) => x[^1] == y[^1] && x.Length == y.Length;
    public int GetHashCode(string text) => HashCode.Combine(text[^1], text.Length);
}

/// <summary>A comparer whose hash codes need a table that has to be made again itself.</summary>
public sealed class Ranked(Dictionary<string, int> ranks) : IEqualityComparer<string>
{
    public bool Equals(string x, string y) => GetHashCode(x) == GetHashCode(y);
    public int GetHashCode(string text) => ranks.GetValueOrDefault(text, 99);
}

public sealed class RankedBy(Func<string, int> rank) : IEqualityComparer<string>
{
    public bool Equals(string x, string y) => rank(x) == rank(y);
    public int GetHashCode(string text) => rank(text);
}

public sealed class Node { public string Name; public HashSet<Node> Neighbours = []; public Dictionary<Node, string> Labels = []; }

/// <summary>A key that hashes what its own table holds.</summary>
public sealed class Bag(params string[] words)
{
    public HashSet<string> Words = new(words, StringComparer.OrdinalIgnoreCase);
    public override bool Equals(object other) => other is Bag bag && bag.Words.SetEquals(Words);
    public override int GetHashCode() => Words.Contains("one") ? 1 : Words.Contains("TWO") ? 2 : 3;
}

/// <summary>Hashes by identity, but not for this comparer.</summary>
public sealed class Holder { public HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase); }
public sealed class ByWord : IEqualityComparer<Holder>
{
    public bool Equals(Holder x, Holder y) => x.Words.SetEquals(y.Words);
    public int GetHashCode(Holder holder) => holder.Words.Contains("ONE") ? 1 : 2;
}

public readonly struct HolderKey(Holder holder) : IEquatable<HolderKey>
{
    private readonly Holder _holder = holder;
    public bool Equals(HolderKey other) => _holder.Words.SetEquals(other._holder.Words);
    public override bool Equals(object other) => other is HolderKey key && Equals(key);
    public override int GetHashCode() => _holder.Words.Contains("ONE") ? 1 : 2;
}

public sealed class Graph { public string Name; public ILookup<string, Graph> Others; }

public sealed class Routes : Dictionary<string, Coordinate> { public string Title = "routes"; public Dictionary<string, string> _entries = []; private int _count = 77; public int Own => _count; public new void Add(string key, Coordinate value) { _entries[key] = "added"; base.Add(key, value); } }
public class Marks<T> : HashSet<T> { public List<T> Order = []; public Marks() : base(EqualityComparer<T>.Default) { } public Marks(IEqualityComparer<T> comparer) : base(comparer) { } public new bool Add(T item) { Order.Add(item); return base.Add(item); } }
public sealed class WordMarks : Marks<string> { public object _comparer = "none"; public WordMarks() : base(StringComparer.OrdinalIgnoreCase) { } }
public sealed class Family { public string Name; public Marks<Family> Members = new(); public override int GetHashCode() => HashCode.Combine(Name); public override bool Equals(object other) => other is Family family && family.Name == Name; }

public static class NewKeys
{
    private static readonly Dictionary<(Type, int), object> s_made = [];

    public static object Make(Type type, int i)
    {
        if (!s_made.TryGetValue((type, i), out object made))
        {
            s_made[(type, i)] = made = New(type, i);
        }

        return made;
    }

    private static object New(Type type, int i) =>
        type == typeof(Coordinate) ? new Coordinate(i, "new")
        : type == typeof(Named) ? new Named("n" + i, 3)
        : type == typeof(Small) ? new Small(i, "b" + i)
        : type == typeof(Bare) ? new Bare { A = i, B = 1 }
        : type == typeof(Token) ? new Token { Text = "t" }
        : type == typeof(Node) ? new Node()
        : type == typeof(Bag) ? new Bag("bag" + i)
        : type == typeof((string, int)) ? ("k" + i, i)
        : type == typeof(Tuple<int, string>) ? Tuple.Create(i, "x")
        : type == typeof(object) ? (object)i
        : type == typeof((Node, int)) ? (new Node(), i)
        : type == typeof(Holder) ? new Holder { Words = { "w" + i } }
        : type == typeof(HolderKey) ? new HolderKey(new Holder { Words = { "w" + i } })
        : type == typeof(decimal) ? (decimal)i + 0.5m
        : type == typeof(long?) ? (long?)i
        : type == typeof(Int128) ? (Int128)i
        : type == typeof(int[]) ? new int[] { i }
        : type == typeof(Func<int>) ? (Func<int>)(() => i)
        : null;
}

public static class Roots
{
    private static readonly string[] s_words = ["alpha", "Beta", "gamma", "Δέλτα", "epsilon", "", "zeta", "ETA", "theta", "iota"];

    [Shape("`Dictionary` with keys of primitive types, enums, `Guid`, `DateTime` and the like: copied as they are")]
    public static readonly ImageRoot<Dictionary<int, string>> ByInt = new(() => Enumerable.Range(0, 100).ToDictionary(i => i * 37, i => "v" + i));
    public static readonly ImageRoot<Dictionary<Level, int>> ByEnum = new(() => new() { [Level.High] = 1, [Level.Low] = 2 });
    public static readonly ImageRoot<Dictionary<Guid, int>> ByGuid = new(() => new() { [Guid.Empty] = 1, [new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)] = 2 });
    public static readonly ImageRoot<Dictionary<DateTime, int>> ByDate = new(() => new() { [new DateTime(2000, 1, 1)] = 1 });
    public static readonly ImageRoot<Dictionary<decimal, int>> ByDecimal = new(() => new() { [1.50m] = 1, [-3m] = 2 });
    public static readonly ImageRoot<Dictionary<double, int>> ByDouble = new(() => new() { [1.5] = 1, [double.NaN] = 2, [0d] = 3 });
    public static readonly ImageRoot<Dictionary<int, string>> EmptyTable = new(() => []);
    public static readonly ImageRoot<Dictionary<string, int>> EmptyWithCapacity = new(() => new(50));

    [Shape("`Dictionary` and `HashSet` with `string` keys: default comparer, `StringComparer.Ordinal`, `OrdinalIgnoreCase`, `InvariantCulture`, a comparer of the package's own")]
    public static readonly ImageRoot<Dictionary<string, int>> ByString = new(() => s_words.Select((word, i) => (word, i)).ToDictionary(pair => pair.word, pair => pair.i));
    public static readonly ImageRoot<Dictionary<string, int>> ByStringOrdinal = new(() => s_words.ToDictionary(word => word, word => word.Length, StringComparer.Ordinal));
    public static readonly ImageRoot<Dictionary<string, int>> IgnoringCase = new(() => s_words.ToDictionary(word => word, word => word.Length, StringComparer.OrdinalIgnoreCase));
    public static readonly ImageRoot<Dictionary<string, int>> ByStringInvariant = new(() => s_words.ToDictionary(word => word, word => word.Length, StringComparer.InvariantCultureIgnoreCase));
    public static readonly ImageRoot<Dictionary<string, int>> ByLastLetter = new(() => new(new LastLetter()) { ["abc"] = 1, ["xyz"] = 2, ["q"] = 3 });
    public static readonly ImageRoot<HashSet<string>> SetOfStrings = new(() => [.. s_words]);
    public static readonly ImageRoot<HashSet<string>> SetIgnoringCase = new(() => new(s_words, StringComparer.OrdinalIgnoreCase));
    public static readonly ImageRoot<HashSet<string>> SetWithNull = new(() => new(StringComparer.OrdinalIgnoreCase) { null, "x" });
    public static readonly ImageRoot<HashSet<int>> SetOfInts = new(() => [.. Enumerable.Range(-50, 100)]);

    [Shape("Other keys, made again when restored: structures, records, tuples, `Int128`, `Nullable<T>`, `Type`, `object`, arrays and other objects by identity, delegates")]
    public static readonly ImageRoot<Dictionary<Coordinate, string>> ByStructure = new(() => Enumerable.Range(0, 50).ToDictionary(i => new Coordinate(i, "c" + i), i => "v" + i));
    public static readonly ImageRoot<Dictionary<Named, int>> ByRecord = new(() => Enumerable.Range(0, 50).ToDictionary(i => new Named("n" + i, i), i => i));
    public static readonly ImageRoot<Dictionary<Small, int>> ByRecordStructure = new(() => Enumerable.Range(0, 50).ToDictionary(i => new Small(i, "s" + i), i => i));
    public static readonly ImageRoot<Dictionary<Bare, int>> ByBareStructure = new(() => Enumerable.Range(0, 50).ToDictionary(i => new Bare { A = i, B = i * 2 }, i => i));
    public static readonly ImageRoot<Dictionary<(string, int), int>> ByValueTuple = new(() => s_words.Select((word, i) => (word, i)).ToDictionary(pair => pair, pair => pair.i));
    public static readonly ImageRoot<Dictionary<Tuple<int, string>, int>> ByTuple = new(() => new() { [Tuple.Create(1, "a")] = 1, [Tuple.Create(2, "b")] = 2 });
    public static readonly ImageRoot<Dictionary<Int128, int>> ByInt128 = new(() => new() { [5] = 1, [Int128.MaxValue] = 2 });
    public static readonly ImageRoot<Dictionary<long, int>> ByLong = new(() => new() { [5] = 1, [long.MaxValue] = 2 });
    public static readonly ImageRoot<HashSet<long?>> SetOfNullables = new(() => [null, 5, -5]);
    public static readonly ImageRoot<Dictionary<Type, int>> ByType = new(() => new() { [typeof(int)] = 1, [typeof(Named)] = 2, [typeof(List<>)] = 3, [typeof(Named[])] = 4, [typeof(Dictionary<string, Named>)] = 5 });
    public static readonly ImageRoot<Dictionary<Token, int>> ByIdentity = new(() => Enumerable.Range(0, 200).ToDictionary(i => new Token { Text = "t" + i }, i => i));
    public static readonly ImageRoot<Dictionary<Named, int>> ByReference = new(() => { var table = new Dictionary<Named, int>(ReferenceEqualityComparer.Instance); for (int i = 0; i < 20; i++) table.Add(new Named("same", 1), i); return table; });
    public static readonly ImageRoot<Dictionary<object, int>> ByObject = new(() => new() { [1] = 1, ["one"] = 2, [1.5] = 3, [new Small(1, "x")] = 4, [typeof(int)] = 5, [new object()] = 6, [Level.High] = 7 });
    public static readonly ImageRoot<Dictionary<int[], int>> ByArray = new(() => new() { [[1]] = 1, [[2]] = 2 });
    public static readonly ImageRoot<Dictionary<Func<int>, int>> ByDelegate = new(() => new() { [() => 1] = 1, [static () => 2] = 2 });

    [Shape("Hash tables with removed entries")]
    public static readonly ImageRoot<Dictionary<Coordinate, string>> WithHoles = new(() =>
    {
        var table = Enumerable.Range(0, 60).ToDictionary(i => new Coordinate(i, "c" + i), i => "v" + i);
        for (int i = 0; i < 60; i += 4)
        {
            table.Remove(new Coordinate(i, "c" + i));
        }

        table.Add(new Coordinate(1000, "in a hole"), "x");
        return table;
    });
    public static readonly ImageRoot<Dictionary<int, string>> StableWithHoles = new(() => { var table = Enumerable.Range(0, 60).ToDictionary(i => i, i => "v" + i); for (int i = 0; i < 60; i += 3) table.Remove(i); return table; });
    public static readonly ImageRoot<HashSet<Named>> SetWithHoles = new(() => { var set = Enumerable.Range(0, 60).Select(i => new Named("n" + i, i)).ToHashSet(); set.RemoveWhere(item => item.Number % 5 == 0); set.Add(new Named("new", 0)); return set; });
    public static readonly ImageRoot<HashSet<string>> Emptied = new(() => { var set = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "a", "b" }; set.Remove("A"); set.Remove("B"); return set; });

    [Shape("Classes that derive from `Dictionary`, `HashSet`, `OrderedDictionary`: their own fields are copied, the table is copied or made again")]
    public static readonly ImageRoot<Routes> Derived = new(() => new Routes { { "a", new Coordinate(1, "a") }, { "b", new Coordinate(2, "b") } });
    public static string ActDerived(Routes value) { value.Add("C", new Coordinate(3, "c")); return $"{value["C"]} {value._entries["a"]} {value._entries.Count} {value.Own} {value.Title}"; }
    public static readonly ImageRoot<Marks<(string, int)>> DerivedByTuple = new(() => { var marks = new Marks<(string, int)>(); for (int i = 0; i < 50; i++) { marks.Add(("k" + i, i)); } marks.Remove(("k3", 3)); return marks; });
    public static readonly ImageRoot<WordMarks> DerivedTwice = new(() => { var marks = new WordMarks(); foreach (string word in s_words) { marks.Add(word); } return marks; });
    public static string ActDerivedTwice(WordMarks value) => $"{value.Contains("ALPHA")} {value.Add("Gamma 2")} {string.Join(',', value.Order)} {value._comparer}";
    public static readonly ImageRoot<Family> DerivedInCycle = new(() => { var family = new Family { Name = "root" }; family.Members.Order.Add(family); family.Members.Add(new Family { Name = "child" }); return family; });
    public static string ActDerivedInCycle(Family value) => $"{value.Members.Contains(new Family { Name = "child" })} {value.Members.Contains(value)} {ReferenceEquals(value.Members.Order[0], value)}";
    public sealed class Numbered : OrderedDictionary<Small, string> { public string Last; }
    public static readonly ImageRoot<Numbered> DerivedOrdered = new(() => new Numbered { [new Small(1, "x")] = "one", [new Small(2, "y")] = "two" });

    [Shape("Objects in hash tables that lead back to the tables (`Node { HashSet<Node> }`)")]
    public static readonly ImageRoot<Node> Network = new(() =>
    {
        Node[] nodes = [.. Enumerable.Range(0, 30).Select(i => new Node { Name = "n" + i })];
        for (int i = 0; i < nodes.Length; i++)
        {
            nodes[i].Neighbours = [nodes[i], nodes[i * 7 % 30], nodes[(i + 1) % 30]];
            nodes[i].Labels = new() { [nodes[i]] = "self", [nodes[(i + 13) % 30]] = "other" };
        }

        return nodes[0];
    });
    public static string ActNetwork(Node node) => $"{node.Neighbours.Contains(node)} {node.Labels[node]} {node.Neighbours.All(other => other.Neighbours.Contains(other))} {node.Neighbours.Remove(node)}";
    public static readonly ImageRoot<Dictionary<(Node, int), Node>> NetworkByTuple = new(() => { var table = new Dictionary<(Node, int), Node>(); var node = new Node { Name = "x" }; node.Neighbours.Add(node); table.Add((node, 1), node); return table; });

    [Shape("Keys and comparers whose hash codes need other tables of the root: those are made again first")]
    public static readonly ImageRoot<Dictionary<Bag, int>> ByBag = new(() => new() { [new Bag("ONE")] = 1, [new Bag("two", "x")] = 2, [new Bag()] = 3 });
    public static readonly ImageRoot<object[]> ByBagBehind = new(() =>
    {
        var bag = new Bag("one", "TWO");
        var table = new Dictionary<Bag, HashSet<Bag>> { [bag] = [bag, new Bag("two")] };
        return [table, new HashSet<Dictionary<Bag, HashSet<Bag>>> { table }, bag];
    });
    public static readonly ImageRoot<Dictionary<string, int>> ByRank = new(() => new(new Ranked(new(StringComparer.OrdinalIgnoreCase) { ["a"] = 5, ["b"] = 6, ["Key1"] = 7 })) { ["A"] = 1, ["b"] = 2 });
    public static readonly ImageRoot<HashSet<string>> ByRankFunction = new(() =>
    {
        var ranks = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["a"] = 5, ["b"] = 6 };
        return new(new RankedBy(text => ranks.GetValueOrDefault(text, 99))) { "A", "b", "other" };
    });
    public static readonly ImageRoot<Dictionary<Holder, int>> ByWord = new(() => new(new ByWord()) { [new Holder { Words = { "one" } }] = 1, [new Holder { Words = { "two" } }] = 2 });
    public static readonly ImageRoot<Dictionary<HolderKey, int>> ByHolderKey = new(() => new() { [new HolderKey(new Holder { Words = { "one" } })] = 1, [new HolderKey(new Holder { Words = { "two" } })] = 2 });
    public static string ActByBag(Dictionary<Bag, int> value) => $"{value.Count} {value.ContainsKey(new Bag("bag3"))}";

    [Shape("`ILookup<TKey, TElement>` and its groups")]
    public static readonly ImageRoot<ILookup<string, int>> Lookup = new(() => Enumerable.Range(0, 100).ToLookup(i => "k" + (i % 17)));
    public static readonly ImageRoot<ILookup<Coordinate, string>> LookupByStructure = new(() => Enumerable.Range(0, 40).ToLookup(i => new Coordinate(i % 7, "c"), i => "v" + i));
    public static readonly ImageRoot<ILookup<string, int>> LookupIgnoringCase = new(() => s_words.ToLookup(word => word, word => word.Length, StringComparer.OrdinalIgnoreCase));
    public static readonly ImageRoot<ILookup<Token, int>> LookupByIdentity = new(() => { Token[] tokens = [new(), new(), new()]; return Enumerable.Range(0, 9).ToLookup(i => tokens[i % 3]); });
    public static readonly ImageRoot<ILookup<string, int>> EmptyLookup = new(() => Array.Empty<int>().ToLookup(i => "x"));
    public static readonly ImageRoot<IGrouping<string, int>[]> Groups = new(() => [.. Enumerable.Range(0, 20).ToLookup(i => "g" + (i % 3))]);
    public static readonly ImageRoot<ILookup<string, string>> LookupWithNull = new(() => new[] { "a", null, "b", null }.ToLookup(text => text));
    public static readonly ImageRoot<Graph> LookupOfHolders = new(() =>
    {
        Graph[] graphs = [new() { Name = "a" }, new() { Name = "b" }, new() { Name = "c" }];
        foreach (Graph graph in graphs)
        {
            graph.Others = graphs.ToLookup(other => other.Name);
        }

        return graphs[0];
    });

    [Shape("`ConcurrentDictionary` with keys of primitive types or strings and the default or the ordinal comparer")]
    public static readonly ImageRoot<ConcurrentDictionary<string, int>> ConcurrentByString = new(() => new(s_words.Select((word, i) => KeyValuePair.Create(word, i))));
    public static readonly ImageRoot<ConcurrentDictionary<string, Node>> ConcurrentOrdinal = new(() => new(StringComparer.Ordinal) { ["a"] = new Node(), ["b"] = null });
    public static readonly ImageRoot<ConcurrentDictionary<int, string>> ConcurrentByInt = new(() => new(Enumerable.Range(0, 500).Select(i => KeyValuePair.Create(i * 31, "v" + i))));
    public static readonly ImageRoot<ConcurrentDictionary<Guid, int>> ConcurrentByGuid = new(() => new() { [Guid.Empty] = 1 });
    public static readonly ImageRoot<ConcurrentDictionary<string, int>> ConcurrentEmpty = new(() => new());
    [Shape("`ConcurrentDictionary` with any keys and comparer, while it is empty")]
    public static readonly ImageRoot<ConcurrentDictionary<(string, int), int>> ConcurrentEmptyByTuple = new(() => new());
    public static readonly ImageRoot<ConcurrentDictionary<string, int>> ConcurrentEmptyIgnoringCase = new(() => new(StringComparer.OrdinalIgnoreCase));
    public static string ActConcurrentEmptyByTuple(ConcurrentDictionary<(string, int), int> value) { value[("a", 1)] = 2; return $"{value.TryGetValue((new('a', 1), 1), out int found)} {found} {value.Count}"; }
    public static string ActConcurrentEmptyIgnoringCase(ConcurrentDictionary<string, int> value) { value["a"] = 2; return $"{value["A"]} {value.Count}"; }
    public static string ActConcurrentByInt(ConcurrentDictionary<int, string> value) { Parallel.For(0, 1000, i => value.TryAdd(-1 - i, "p")); return $"{value.Count} {value.GetOrAdd(31, "no")} {value.TryRemove(62, out _)}"; }
}
