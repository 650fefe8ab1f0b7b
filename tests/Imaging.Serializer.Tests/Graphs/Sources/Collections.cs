using System.Collections;
using System.Collections.ObjectModel;

public struct Point { public int X; public string Label; }
public sealed record Item(int Id, string Name);
public sealed class ItemsById : KeyedCollection<int, Item> { protected override int GetKeyForItem(Item item) => item.Id; }
public sealed class ItemsByName : KeyedCollection<string, Item> { public ItemsByName() : base(StringComparer.OrdinalIgnoreCase, 2) { } protected override string GetKeyForItem(Item item) => item.Name; }
public sealed class Descending : IComparer<int> { public int Compare(int x, int y) => y.CompareTo(x); }
public sealed class Numbers : Collection<int> { public int Sum; protected override void InsertItem(int index, int item) { Sum += item; base.InsertItem(index, item); } }
public sealed class Observed { public readonly ObservableCollection<string> Items = ["a", "b"]; public readonly List<string> Changes = []; public Observed() => Items.CollectionChanged += (_, change) => Changes.Add($"{change.Action}"); }
public sealed class Names : List<string> { public string Title = "names"; }

public static class NewKeys
{
    public static object Make(Type type, int i) => type == typeof(Item) ? new Item(100_000 + i, "New" + i) : null;
}

public static class Roots
{
    [Shape("`List<T>`, also with spare capacity and as a base class")]
    public static readonly ImageRoot<List<int>> List = new(() => new List<int>(100) { 3, 1, 2 });
    public static readonly ImageRoot<List<string>> ListOfStrings = new(() => ["a", null, "b", new('c', 3)]);
    public static readonly ImageRoot<List<Point>> ListOfStructures = new(() => [new Point { X = 1, Label = "p" }, default]);
    public static readonly ImageRoot<List<int>> EmptyList = new(() => []);
    public static readonly ImageRoot<Names> DerivedList = new(() => ["x", "y"]);

    [Shape("`LinkedList<T>`")] public static readonly ImageRoot<LinkedList<string>> LinkedList = new(() => new LinkedList<string>(["a", "b", "c"]));
    [Shape("`Collection<T>` and classes that derive from it")] public static readonly ImageRoot<Collection<int>> Collection = new(() => [1, 2, 3]);
    public static readonly ImageRoot<Numbers> DerivedCollection = new(() => [1, 2, 3]);
    [Shape("`ObservableCollection<T>`, also with a handler")]
    public static readonly ImageRoot<Observed> Observable = new(() => new Observed());
    public static string ActObservable(Observed value) { value.Items.Add("new"); value.Items.RemoveAt(0); return $"{string.Join(',', value.Items)} {string.Join(',', value.Changes)}"; }
    [Shape("`KeyedCollection<TKey, TItem>`")] public static readonly ImageRoot<ItemsById> Keyed = new(() => [new Item(1, "one"), new Item(2, "two")]);
    public static readonly ImageRoot<ItemsByName> KeyedByName = new(() => [new Item(1, "one"), new Item(2, "two"), new Item(3, "three"), new Item(4, "four")]);
    public static string ActKeyed(ItemsById value) { value.Add(new Item(9, "nine")); return $"{value[9]} {value.Contains(1)}"; }
    public static string ActKeyedByName(ItemsByName value) { value.Clear(); value.Add(new Item(9, "nine")); value.Add(new Item(1, "ONE")); value.Add(new Item(2, "two")); return $"{value["NINE"]} {value.Contains("one")}"; }

    [Shape("`ReadOnlyCollection<T>`, `ReadOnlyDictionary<TKey, TValue>`")]
    public static readonly ImageRoot<object[]> ReadOnly = new(() =>
    {
        var list = new List<string> { "a", "b" };
        var table = new Dictionary<int, string> { [1] = "one" };
        return [list.AsReadOnly(), list, new ReadOnlyDictionary<int, string>(table), table, ReadOnlyCollection<int>.Empty, ReadOnlyDictionary<string, int>.Empty, new ReadOnlyDictionary<int, string>(table).Keys];
    });
    public static string ActReadOnly(object[] value) { ((List<string>)value[1]).Add("c"); ((Dictionary<int, string>)value[3])[7] = "seven"; return string.Join(',', (ReadOnlyCollection<string>)value[0]) + ((ReadOnlyDictionary<int, string>)value[2])[7]; }

    [Shape("Keys and values of dictionaries as collections of their own, `ReadOnlySet<T>`, `ReadOnlyCollectionBase`, `StrongBox<T>`")]
    public static readonly ImageRoot<object[]> Views = new(() =>
    {
        var table = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1, ["b"] = 2 };
        var sorted = new SortedDictionary<int, string> { [2] = "two", [1] = "one" };
        var list = new SortedList<int, string> { [2] = "two", [1] = "one" };
        return
        [
            table, table.Keys, table.Values, sorted.Keys, sorted.Values, list, list.Keys, list.Values, new ReadOnlyDictionary<string, int>(table).Values,
            new ReadOnlySet<string>(new HashSet<string>(["x", "y"], StringComparer.OrdinalIgnoreCase)), new Sealed(), new System.Runtime.CompilerServices.StrongBox<int>(5),
        ];
    });
    public sealed class Sealed : ReadOnlyCollectionBase { public Sealed() => InnerList.Add("inner"); }
    public static string ActViews(object[] value)
    {
        ((Dictionary<string, int>)value[0])["C"] = 3;
        ((SortedList<int, string>)value[5])[0] = "zero";
        return string.Join(';', value.OfType<IEnumerable>().Select(items => string.Join(',', items.Cast<object>()))) + ((ReadOnlySet<string>)value[9]).Contains("X");
    }

    [Shape("`Queue<T>`, also wrapped around")]
    public static readonly ImageRoot<Queue<string>> Queue = new(() =>
    {
        var queue = new Queue<string>(4);
        for (int i = 0; i < 7; i++)
        {
            queue.Enqueue("q" + i);
            if (i > 2)
            {
                queue.Dequeue();
            }
        }

        return queue;
    });
    public static string ActQueue(Queue<string> value) { value.Enqueue("x"); value.Enqueue("y"); string first = value.Dequeue(); for (int i = 0; i < 100; i++) value.Enqueue("z"); return first + string.Join(',', value); }

    [Shape("`Stack<T>`")] public static readonly ImageRoot<Stack<int>> Stack = new(() => new Stack<int>([1, 2, 3]));
    public static string ActStack(Stack<int> value) { value.Push(4); value.Pop(); value.Pop(); for (int i = 0; i < 100; i++) value.Push(i); return string.Join(',', value); }

    [Shape("`PriorityQueue<TElement, TPriority>` with priorities of any type")]
    public static readonly ImageRoot<PriorityQueue<string, int>> Priorities = new(() => new PriorityQueue<string, int>([("b", 2), ("a", 1), ("c", 3), ("d", 1)]));
    public static readonly ImageRoot<PriorityQueue<int, int>> PrioritiesDescending = new(() => new PriorityQueue<int, int>(Enumerable.Range(0, 50).Select(i => (i, i * 7 % 50)), new Descending()));
    public static string ActPriorities(PriorityQueue<string, int> value) { value.Enqueue("e", 0); string all = ""; while (value.TryDequeue(out string element, out int priority)) all += element + priority; return all; }
    public static string ActPrioritiesDescending(PriorityQueue<int, int> value) { value.Enqueue(5, 1000); string all = ""; while (value.TryDequeue(out int element, out int priority)) all += $"{element} {priority},"; return all; }

    [Shape("`SortedDictionary`, `SortedSet`, `SortedList` with keys of a primitive type or with `StringComparer.Ordinal`: copied as they are")]
    public static readonly ImageRoot<SortedDictionary<int, string>> SortedDictionary = new(() => new() { [3] = "three", [1] = "one", [2] = "two" });
    public static readonly ImageRoot<SortedDictionary<string, int>> SortedDictionaryOrdinal = new(() => new(StringComparer.Ordinal) { ["b"] = 2, ["B"] = 3, ["a"] = 1 });
    public static readonly ImageRoot<SortedDictionary<string, int>> SortedDictionaryIgnoreCase = new(() => new(StringComparer.OrdinalIgnoreCase) { ["b"] = 2, ["C"] = 3, ["a"] = 1 });
    public static readonly ImageRoot<SortedSet<int>> SortedSet = new(() => new(Enumerable.Range(0, 100).Select(i => i * 37 % 101), new Descending()));
    public static readonly ImageRoot<SortedSet<Guid>> SortedSetOfGuids = new(() => [new Guid(3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0), Guid.Empty]);
    public static readonly ImageRoot<SortedSet<DayOfWeek>> SortedSetOfEnums = new(() => [DayOfWeek.Friday, DayOfWeek.Monday]);
    public static readonly ImageRoot<SortedList<long, string>> SortedList = new(() => new() { [5] = "five", [-5] = "minus five" });
    public static readonly ImageRoot<SortedList<string, int>> SortedListOrdinal = new(() => new(StringComparer.Ordinal) { ["x"] = 1, ["A"] = 2 });

    [Shape("`ArrayList`, `System.Collections.Queue` and `Stack`, `CollectionBase`")]
    public static readonly ImageRoot<object[]> NonGeneric = new(() => [new ArrayList { 1, "two", null }, new Queue(new object[] { 1, "q" }), new Stack(new object[] { 1, 's' }), new Legacy { 4, 5 }]);
    public sealed class Legacy : CollectionBase { public void Add(int value) => List.Add(value); }
    public static string ActNonGeneric(object[] value)
    {
        ((ArrayList)value[0]).Add(4);
        ((Queue)value[1]).Enqueue(4);
        ((Stack)value[2]).Push(4);
        ((Legacy)value[3]).Add(4);
        return string.Join(';', value.Cast<IEnumerable>().Select(items => string.Join(',', items.Cast<object>())));
    }

    [Shape("`ConcurrentQueue<T>`, `ConcurrentStack<T>`")]
    public static readonly ImageRoot<(ConcurrentQueue<string>, ConcurrentStack<int>, ConcurrentQueue<int>)> Concurrent = new(() => (new(["a", "b"]), new([1, 2, 3]), new(Enumerable.Range(0, 1_000))));
    public static string ActConcurrent((ConcurrentQueue<string>, ConcurrentStack<int>, ConcurrentQueue<int>) value)
    {
        for (int i = 0; i < 100; i++)
        {
            value.Item1.Enqueue("x" + i);
            value.Item2.Push(i);
            value.Item3.TryDequeue(out _);
        }

        value.Item1.TryDequeue(out string first);
        value.Item2.TryPop(out int top);
        return $"{first} {top} {string.Join(',', value.Item1)} {string.Join(',', value.Item2)} {value.Item3.Count} {value.Item3.First()}";
    }

    [Shape("`ImmutableArray<T>`, `ImmutableList<T>`, `ImmutableStack<T>`, `ImmutableQueue<T>`; `ImmutableSortedDictionary` and `ImmutableSortedSet` like the mutable ones")]
    public static readonly ImageRoot<ImmutableArray<string>> ImmutableArray = new(() => ["a", "b"]);
    public static readonly ImageRoot<ImmutableArray<int>> ImmutableDefaultArray = new(() => default);
    public static readonly ImageRoot<ImmutableList<int>> ImmutableList = new(() => [.. Enumerable.Range(0, 100)]);
    public static readonly ImageRoot<ImmutableSortedDictionary<int, string>> ImmutableSortedDictionary = new(() => Enumerable.Range(0, 50).ToImmutableSortedDictionary(i => i * 7 % 50, i => "v" + i));
    public static readonly ImageRoot<ImmutableSortedSet<string>> ImmutableSortedSet = new(() => System.Collections.Immutable.ImmutableSortedSet.Create(StringComparer.Ordinal, "b", "a", "C"));
    public static readonly ImageRoot<object[]> ImmutableOthers = new(() => [ImmutableStack.Create(1, 2), ImmutableQueue.Create("a", "b").Enqueue("c"), ImmutableList<string>.Empty, ImmutableSortedDictionary<int, int>.Empty, ImmutableStack<int>.Empty]);
    public static object ActImmutableArray(ImmutableArray<string> value) => value.Add("c").Insert(0, "z");
    public static object ActImmutableList(ImmutableList<int> value) => value.Add(5).RemoveAt(3).Insert(0, -1);
    public static object ActImmutableSortedDictionary(ImmutableSortedDictionary<int, string> value) => value.Add(1000, "x").Remove(7).SetItem(3, "y");
    public static object ActImmutableSortedSet(ImmutableSortedSet<string> value) => value.Add("B").Remove("a");
    public static object ActImmutableOthers(object[] value) => new object[] { ((ImmutableStack<int>)value[0]).Push(3), ((ImmutableQueue<string>)value[1]).Dequeue(), ((ImmutableList<string>)value[2]).Add("x") };
}
