using System.Collections;
using System.Collections.Specialized;

public readonly record struct Key(int A, string B);
public sealed record Label(string Text) : IComparable<Label> { public int CompareTo(Label other) => string.Compare(Text, other.Text, StringComparison.CurrentCulture); }
public sealed class ByCulture : IComparer<Label> { public int Compare(Label x, Label y) => StringComparer.CurrentCulture.Compare(y.Text, x.Text); }
public sealed class LastLetter : IEqualityComparer<string> { public bool Equals(string x, string y) => x[^1] == y[^1]; public int GetHashCode(string text) => HashCode.Combine(text[^1]); }
public sealed class Folded : IEqualityComparer { bool IEqualityComparer.Equals(object x, object y) => string.Equals(x as string, y as string, StringComparison.OrdinalIgnoreCase); public int GetHashCode(object value) => StringComparer.OrdinalIgnoreCase.GetHashCode((string)value); }
public sealed class Node(string name) { public ImmutableDictionary<string, Node> Others = ImmutableDictionary<string, Node>.Empty; public ConcurrentDictionary<Node, int> Weights = new(); public Hashtable Notes = []; public override string ToString() => name; }
public sealed class Service
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _slots = new(2, 3);
    private readonly ReaderWriterLockSlim _readers = new(LockRecursionPolicy.SupportsRecursion);
    private readonly ManualResetEventSlim _ready = new(true, 12), _done = new();
    private readonly Barrier _barrier = new(2);
    private readonly CountdownEvent _countdown = new(3);
    private SpinLock _spin = new(false);
    private int _count;

    public Service() => _countdown.Signal();

    public string Use()
    {
        bool taken = false;
        _spin.Enter(ref taken);
        _spin.Exit();
        lock (_lock)
        {
            _count += Task.Run(() => _lock.TryEnter()).Result ? 100 : 1;
        }

        _slots.Wait();
        bool second = _slots.Wait(0), third = _slots.Wait(0);
        _slots.Release(2);
        _readers.EnterWriteLock();
        _readers.EnterReadLock();
        bool entered = Task.Run(() => _readers.TryEnterReadLock(0)).Result;
        _readers.ExitReadLock();
        _readers.ExitWriteLock();
        bool wasDone = _done.Wait(0);
        Task waiting = Task.Run(() => { _done.Wait(); _barrier.SignalAndWait(); });
        _done.Set();
        _barrier.SignalAndWait();
        waiting.Wait();
        return $"{taken} {_count} {second} {third} {_slots.CurrentCount} {entered} {_readers.RecursionPolicy} {wasDone} {_ready.IsSet} {_ready.SpinCount} {_barrier.CurrentPhaseNumber} {_countdown.Signal()} {_countdown.CurrentCount} {_countdown.InitialCount}";
    }
}

public static class NewKeys
{
    private static readonly Dictionary<int, Node> s_nodes = [];
    public static object Make(Type type, int i) =>
        type == typeof(Key) ? new Key(i, "new")
        : type == typeof(Label) ? new Label("new" + i)
        : type == typeof(object) ? (object)("o" + i)
        : type == typeof(Node) ? (s_nodes.TryGetValue(i, out Node node) ? node : s_nodes[i] = new Node("n" + i))
        : null;
}

public static class Roots
{
    private static readonly string[] s_words = ["cote", "coté", "côte", "côté", "Ä", "a", "Z", "z", "ö", "I", "i", "ı", "İ", "ch", "cz", "aa", "å", "x", "เก", "กา"];

    [Shape("Sorted collections whose order is a culture's or the user's, as that of strings is by default: sorted again when restored, by the culture of then")]
    public static readonly ImageRoot<SortedDictionary<string, int>> ByDefault = new(() => new(s_words.Select((word, i) => (word, i)).ToDictionary(pair => pair.word, pair => pair.i)));
    public static readonly ImageRoot<SortedSet<string>> SetByDefault = new(() => new(s_words));
    public static readonly ImageRoot<SortedList<string, object>> ListByDefault = new(() => new(s_words.ToDictionary(word => word, word => (object)word)));
    public static readonly ImageRoot<SortedSet<string>> ByInvariant = new(() => new(s_words, StringComparer.InvariantCulture));
    public static readonly ImageRoot<SortedDictionary<string, int>> IgnoringCaseNotAscii = new(() => new(StringComparer.OrdinalIgnoreCase) { ["größe"] = 1, ["ÄPFEL"] = 2, ["Straße"] = 3 });
    public static readonly ImageRoot<SortedSet<(string, int)>> Tuples = new(() => new(s_words.Select((word, i) => (word, i))));
    public static readonly ImageRoot<SortedSet<Label>> OwnOrder = new(() => new(s_words.Select(word => new Label(word))));
    public static readonly ImageRoot<SortedDictionary<Label, string>> OwnComparer = new(() => new(s_words.ToDictionary(word => new Label(word), word => word), new ByCulture()));
    public static readonly ImageRoot<ImmutableSortedDictionary<string, int>> Immutable = new(() => s_words.ToImmutableSortedDictionary(word => word, word => word.Length));
    public static readonly ImageRoot<ImmutableSortedSet<string>> ImmutableSet = new(() => [.. s_words]);
    public static readonly ImageRoot<PriorityQueue<int, string>> Priorities = new(() => new(s_words.Select((word, i) => (i, word))));
    public static readonly ImageRoot<SortedList> NonGeneric = new(() => new SortedList(s_words.ToDictionary(word => word, word => word.Length), StringComparer.InvariantCulture));
    public static string ActPriorities(PriorityQueue<int, string> value) { value.Enqueue(99, "b"); string all = ""; while (value.TryDequeue(out int element, out string priority)) all += $"{element} {priority},"; return all; }
    public static string ActNonGeneric(SortedList value) { value.Add("b", 5); value.Remove("a"); return string.Join(',', value.Keys.Cast<string>()) + value.ContainsKey("Ä") + value.ContainsKey("q"); }
    public static object ActImmutable(ImmutableSortedDictionary<string, int> value) => value.Add("b", 5).Remove("a").SetItem("z", 9);

    [Shape("`ImmutableDictionary`, `ImmutableHashSet`, with comparers")]
    public static readonly ImageRoot<ImmutableDictionary<string, int>> Dictionary = new(() => s_words.ToImmutableDictionary(word => word, word => word.Length));
    public static readonly ImageRoot<ImmutableDictionary<string, string>> IgnoringCase = new(() => ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase, StringComparer.Ordinal).Add("One", "1").Add("two", "2"));
    public static readonly ImageRoot<ImmutableDictionary<Key, int[]>> ByStructure = new(() => Enumerable.Range(0, 200).ToImmutableDictionary(i => new Key(i, "k" + i), i => new[] { i }));
    public static readonly ImageRoot<ImmutableHashSet<int>> Set = new(() => [.. Enumerable.Range(0, 100)]);
    public static readonly ImageRoot<ImmutableHashSet<string>> SetByLastLetter = new(() => ImmutableHashSet.Create<string>(new LastLetter(), "ab", "cd", "eb"));
    public static readonly ImageRoot<object[]> Empty = new(() => [ImmutableDictionary<string, int>.Empty, ImmutableHashSet<int>.Empty, ImmutableDictionary<string, int>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase), new Hashtable(), new ConcurrentBag<int>()]);
    public static object ActDictionary(ImmutableDictionary<string, int> value) => value.Add("new", 1).Remove("a").SetItem("z", 7)["new"] + value.Count + (value.TryGetValue("absent", out _) ? "!" : "");
    public static object ActIgnoringCase(ImmutableDictionary<string, string> value) => value["ONE"] + value.SetItem("TWO", "3")["two"] + value.ContainsValue("2") + value.Count;
    public static object ActSetByLastLetter(ImmutableHashSet<string> value) => $"{value.Contains("xb")} {value.Contains("xx")} {value.Add("qd").Count}";

    [Shape("`ConcurrentDictionary` with other keys and comparers: made again; `ConcurrentBag`")]
    public static readonly ImageRoot<ConcurrentDictionary<Key, int>> Concurrent = new(() => new(Enumerable.Range(0, 200).Select(i => KeyValuePair.Create(new Key(i, "k" + i), i))));
    public static readonly ImageRoot<ConcurrentDictionary<string, int>> ConcurrentIgnoringCase = new(() => new(StringComparer.OrdinalIgnoreCase) { ["One"] = 1, ["größe"] = 2 });
    public static readonly ImageRoot<ConcurrentDictionary<Type, object>> ConcurrentByType = new(() => new() { [typeof(int)] = 1, [typeof(Key)] = "key", [typeof(List<>)] = null });
    public static readonly ImageRoot<ConcurrentBag<string>> Bag = new(() => [.. s_words]);
    public static string ActConcurrent(ConcurrentDictionary<Key, int> value) { Parallel.For(0, 1000, i => value.TryAdd(new Key(-1 - i, "p"), i)); return $"{value.Count} {value.GetOrAdd(new Key(5, "k5"), 0)} {value.TryRemove(new Key(6, "k6"), out _)}"; }
    public static string ActBag(ConcurrentBag<string> value) { value.Add("last"); value.TryTake(out string taken); Task.Run(() => value.Add("other")).Wait(); return $"{taken} {value.Count} {string.Join(',', value.Order(StringComparer.Ordinal))}"; }

    [Shape("`FrozenDictionary` and `FrozenSet` with other keys and comparers: made again")]
    public static readonly ImageRoot<FrozenDictionary<Key, int>> FrozenByStructure = new(() => Enumerable.Range(0, 50).ToFrozenDictionary(i => new Key(i, "k" + i), i => i));
    public static readonly ImageRoot<FrozenSet<Label>> FrozenLabels = new(() => Enumerable.Range(0, 50).Select(i => new Label("l" + i)).ToFrozenSet());
    public static readonly ImageRoot<FrozenDictionary<string, int>> FrozenNotAscii = new(() => Enumerable.Range(0, 50).ToFrozenDictionary(i => (char)(0x100 + (i * 2)) + "x", i => i, StringComparer.OrdinalIgnoreCase));
    public static readonly ImageRoot<FrozenDictionary<string, int>> FrozenByLastLetter = new(() => Enumerable.Range('a', 26).ToFrozenDictionary(i => "x" + (char)i, i => i, new LastLetter()));

    [Shape("`Hashtable`, `HybridDictionary`, `ListDictionary`, `OrderedDictionary`, `NameValueCollection`, `StringCollection`, `StringDictionary`, `BitVector32`")]
    public static readonly ImageRoot<Hashtable> Table = new(() => new Hashtable { ["one"] = 1, [2] = "two", [3.5] = null, [typeof(int)] = "type", ['c'] = 'c' });
    public static readonly ImageRoot<Hashtable> TableWithComparer = new(() => new Hashtable(new Folded()) { ["One"] = 1, ["größe"] = 2 });
    public static readonly ImageRoot<Hashtable> TableIgnoringCase = new(() => new Hashtable(StringComparer.OrdinalIgnoreCase) { ["One"] = 1 });
    public static readonly ImageRoot<object[]> Specialized = new(() =>
    [
        new HybridDictionary { ["a"] = 1 }, Many(new HybridDictionary(true)), Many(new ListDictionary()), Many(new System.Collections.Specialized.OrderedDictionary(StringComparer.OrdinalIgnoreCase)),
        new NameValueCollection { { "a", "1" }, { "A", "2" }, { null, "none" } }, new StringCollection { "x", "y" }, new StringDictionary { ["K"] = "v" }, new BitVector32(5),
    ]);
    private static IDictionary Many(IDictionary table) { for (int i = 0; i < 30; i++) table.Add("key" + i, i); return table; }
    public static string ActTable(Hashtable value) { value.Add("new", 5); value.Remove("one"); for (int i = 100; i < 400; i++) value[i] = i; return $"{value["new"]} {value[2]} {value.Contains("one")} {value.ContainsKey(3.5)} {value[typeof(int)]} {value.Count} {value[399]}"; }
    public static string ActTableWithComparer(Hashtable value) => $"{value["ONE"]} {value["GRÖSSE"]} {value["GRÖßE"]} {value.Count}";
    public static string ActSpecialized(object[] value)
    {
        ((HybridDictionary)value[1])["NEW"] = 1;
        ((System.Collections.Specialized.OrderedDictionary)value[3]).Insert(0, "first", 0);
        ((NameValueCollection)value[4]).Add("b", "3");
        return $"{((HybridDictionary)value[1])["new"]} {((HybridDictionary)value[1])["KEY7"]} {((ListDictionary)value[2])["key3"]} {((System.Collections.Specialized.OrderedDictionary)value[3])["KEY5"]} {((System.Collections.Specialized.OrderedDictionary)value[3])[0]} {((NameValueCollection)value[4])["a"]} {((NameValueCollection)value[4])[null]} {((StringDictionary)value[6])["k"]} {((BitVector32)value[7])[4]} {((NameValueCollection)value[4]).AllKeys.Length}";
    }

    [Shape("`OrderedDictionary<TKey, TValue>`")]
    public static readonly ImageRoot<System.Collections.Generic.OrderedDictionary<string, int>> Ordered = new(() => new(s_words.Select((word, i) => KeyValuePair.Create(word, i))));
    public static readonly ImageRoot<System.Collections.Generic.OrderedDictionary<Key, string>> OrderedByStructure = new(() => new(Enumerable.Range(0, 60).Select(i => KeyValuePair.Create(new Key(i, "k" + i), "v" + i))));
    public static readonly ImageRoot<System.Collections.Generic.OrderedDictionary<string, int>> OrderedIgnoringCase = new(() => { var table = new System.Collections.Generic.OrderedDictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["One"] = 1, ["two"] = 2, ["größe"] = 3 }; table.Remove("TWO"); table.Insert(0, "zero", 0); return table; });
    public static readonly ImageRoot<System.Collections.Generic.OrderedDictionary<int, string>> OrderedByInt = new(() => new(Enumerable.Range(0, 60).Select(i => KeyValuePair.Create(i * 7, "v" + i))));

    [Shape("`ObservableCollection<T>`, `ReadOnlyObservableCollection<T>`")]
    public static readonly ImageRoot<object[]> Observable = new(() => { var items = new System.Collections.ObjectModel.ObservableCollection<string> { "a", "b" }; return [items, new System.Collections.ObjectModel.ReadOnlyObservableCollection<string>(items)]; });
    public static string ActObservable(object[] value) { int changes = 0; var items = (System.Collections.ObjectModel.ObservableCollection<string>)value[0]; ((INotifyCollectionChanged)value[1]).CollectionChanged += (_, _) => changes++; items.Add("c"); items.Move(0, 2); return changes + string.Join(',', (IEnumerable<string>)value[1]); }

    [Shape("`Comparer<T>.Create`, `EqualityComparer<T>.Create`, also in collections")]
    public static readonly ImageRoot<object[]> MadeComparers = new(() =>
    {
        var ranks = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["a"] = 5, ["b"] = 6 };
        IEqualityComparer<string> byRank = EqualityComparer<string>.Create((x, y) => ranks.GetValueOrDefault(x) == ranks.GetValueOrDefault(y), x => ranks.GetValueOrDefault(x));
        return [Comparer<int>.Create(static (x, y) => y - x), byRank, new Dictionary<string, int>(byRank) { ["A"] = 1, ["b"] = 2 }, new SortedSet<int>(Comparer<int>.Create(static (x, y) => y - x)) { 1, 2, 3 }, new HashSet<string>(byRank) { "B", "q" }];
    });
    public static string ActMadeComparers(object[] value) => $"{((IComparer<int>)value[0]).Compare(1, 2)} {((IEqualityComparer<string>)value[1]).Equals("a", "A")} {((Dictionary<string, int>)value[2])["a"]} {((SortedSet<int>)value[3]).Min} {((HashSet<string>)value[4]).Contains("b")}";

    [Shape("Objects in such collections that lead back to the collections")]
    public static readonly ImageRoot<Node[]> Network = new(() =>
    {
        Node[] nodes = [.. Enumerable.Range(0, 10).Select(i => new Node("node" + i))];
        foreach (Node node in nodes)
        {
            node.Others = nodes.ToImmutableDictionary(other => other.ToString());
            node.Weights[nodes[3]] = 3;
            node.Weights[node] = 1;
            node.Notes[nodes[5]] = node;
        }

        return nodes;
    });
    public static string ActNetwork(Node[] nodes) => string.Join(' ', nodes.Select(node => $"{node.Others["node7"]} {node.Weights[nodes[3]]} {node.Weights[node]} {node.Notes[nodes[5]]} {node.Notes.Contains(nodes[6])}"));

    [Shape("Synchronization objects that nobody holds, as fields: `Lock`, `SemaphoreSlim`, `ReaderWriterLockSlim`, `ManualResetEventSlim`, `Barrier`, `CountdownEvent`, `SpinLock`")]
    public static readonly ImageRoot<Service[]> Services = new(() => { var shared = new Service(); return [shared, shared, new Service()]; });
    public static string ActServices(Service[] value) => value[0].Use() + value[2].Use();
    public static readonly ImageRoot<object[]> Gates = new(() => { object gate = typeof(Lock).GetConstructor([]).Invoke(null); return [gate, gate, new SemaphoreSlim(0), new ReaderWriterLockSlim(), new ReaderWriterLockSlim()]; });

    [Shape("Arrays of several dimensions, with lower bounds, of structures with references")]
    public static readonly ImageRoot<int[,]> Grid = new(() => { var grid = new int[3, 4]; for (int i = 0; i < 12; i++) grid[i / 4, i % 4] = i * i; return grid; });
    public static readonly ImageRoot<object[]> Arrays = new(() =>
    {
        var cube = new string[2, 3, 4];
        cube[1, 2, 3] = "corner";
        var shared = new Label("shared");
        var structures = new Key[2, 2];
        structures[1, 0] = new Key(5, "five");
        var labels = new Label[,] { { shared, null }, { shared, new Label("other") } };
        var bounded = Array.CreateInstance(typeof(double), [2, 3], [5, -1]);
        bounded.SetValue(1.5, 6, 1);
        var vector = Array.CreateInstance(typeof(string), [3], [1]);
        vector.SetValue("first", 1);
        var self = new object[1, 1];
        self[0, 0] = self;
        return [cube, structures, labels, shared, bounded, vector, self, new int[0, 5], new byte[100, 100], new int[][,] { new int[1, 1], null }, new int[1, 1, 1, 1, 1], new Func<int>[,] { { () => shared.Text.Length } }, (object[,])new string[,] { { "covariant" } }];
    });
    public static string ActArrays(object[] value)
    {
        ((string[,,])value[0])[0, 0, 0] = "x";
        ((Array)value[4]).SetValue(2.5, 5, -1);
        return $"{((string[,,])value[0])[1, 2, 3]} {((Key[,])value[1])[1, 0]} {((Label[,])value[2])[1, 0]} {((Array)value[4]).GetValue(6, 1)} {((Array)value[5]).GetValue(1)} {((Func<int>[,])value[11])[0, 0]()}";
    }

    public static readonly ImageRoot<(int[,] Costs, Dictionary<Key, string[,]> Tables)> Nested = new(() => (new int[,] { { 1, 2 }, { 3, 4 } }, new() { [new Key(1, "a")] = new[,] { { "x" } } }));
}
