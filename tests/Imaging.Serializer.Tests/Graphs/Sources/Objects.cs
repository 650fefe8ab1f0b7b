public class Base { private string _name = "base"; private int _number = 1; protected object _shared; public string BaseName => _name + _number; public Base(object shared) => _shared = shared; }
public class Middle : Base { private string _name = "middle"; private byte _number = 2; public Middle(object shared) : base(shared) { } public string MiddleName => _name + _number; }
public sealed class Derived : Middle { private string _name = "derived"; private long _number = 3; public Derived(object shared) : base(shared) { } public override string ToString() => BaseName + MiddleName + _name + _number + ReferenceEquals(_shared, this); public Derived Tie() { _shared = this; return this; } }
public sealed class Pair<TFirst, TSecond> { public TFirst First; public TSecond Second; public Pair<TSecond, TFirst> Swapped; }
public struct Slot<T> { public T Value; public int Tag; public T[] More; }
public sealed class Node { public int Value; public Node Next; public List<Node> Children = []; public HashSet<Node> Seen; }
public sealed class Cell { public int Value; public Cell Next; }
public sealed record Person(string Name, int Age, Person Boss = null);
public sealed class WithLock { private readonly object _gate = new(); public int Count; public int Increment() { lock (_gate) { return ++Count; } } public bool IsFree { get { bool free = Monitor.TryEnter(_gate); if (free) Monitor.Exit(_gate); return free; } } }
public sealed class NoFields { }
public sealed class WithStatic { private static readonly int[] s_table = Enumerable.Range(0, 10).ToArray(); static WithStatic() => Ran++; public static int Ran; private readonly int _index; public WithStatic(int index) => _index = index; public int Value => s_table[_index]; }
public interface IShape { double Area { get; } }
public sealed class Square : IShape { public double Side; public double Area => Side * Side; }
public abstract class Shapeless { public string Kind = "none"; }
public sealed class Concrete : Shapeless, IShape { public double Area => 0; }
public sealed class Shared { public int[] Numbers; public Node Node; }
public sealed class Noted : Attribute { public string Note = "note"; }
public sealed class Happening : EventArgs { public int Id = 3; }

public static class NewKeys
{
    public static object Make(Type type, int i) => type == typeof(Node) ? new Node { Value = i } : type == typeof(Person) ? new Person("new", i) : null;
}

public static class Roots
{
    [Shape("Classes, hierarchies with private fields of the same name, self references")]
    public static readonly ImageRoot<object[]> Hierarchy = new(() => [new Derived(new object()), new Derived(null).Tie(), new Middle("x"), new Base(3)]);
    public static string ActHierarchy(object[] value) => string.Join(' ', value);

    [Shape("Objects without fields, `object` used as a lock")]
    public static readonly ImageRoot<(WithLock, NoFields, object, WithLock)> Locks = new(() => (new WithLock(), new NoFields(), new object(), new WithLock { Count = 5 }));
    public static string ActLocks((WithLock First, NoFields, object Gate, WithLock Second) value)
    {
        lock (value.Gate)
        {
            Task.Run(value.First.Increment).Wait();
            lock (value.Item2)
            {
                return $"{value.First.Increment()} {value.Second.Increment()} {Task.Run(() => Monitor.TryEnter(value.Gate)).Result} {value.First.IsFree}";
            }
        }
    }

    [Shape("Generic classes and structures over the package's types, over structures and over primitives")]
    public static readonly ImageRoot<object[]> Generics = new(() =>
    {
        var pair = new Pair<string, Slot<int>> { First = "first", Second = new Slot<int> { Value = 5, Tag = 6, More = [7] } };
        pair.Swapped = new Pair<Slot<int>, string> { First = pair.Second, Second = pair.First, Swapped = pair };
        return [pair, new Slot<Person> { Value = new Person("p", 3), More = [] }, new Slot<Slot<string>> { Value = new Slot<string> { Value = "deep" } }, new Pair<Node[], List<Slot<byte>>> { First = [new Node()], Second = [new Slot<byte> { Value = 3 }] }];
    });

    [Shape("Cycles")]
    public static readonly ImageRoot<Node> Cycle = new(() =>
    {
        var first = new Node { Value = 1 };
        var second = new Node { Value = 2, Next = first, Children = { first } };
        first.Next = second;
        first.Children.Add(first);
        first.Children.Add(second);
        return first;
    });

    [Shape("Shared subgraphs")]
    public static readonly ImageRoot<object[]> Diamond = new(() =>
    {
        var shared = new Shared { Numbers = [1, 2, 3], Node = new Node() };
        string text = new('q', 4);
        return [shared, new Shared { Numbers = shared.Numbers, Node = shared.Node }, shared, text, text, new Inner { Shared = shared, Text = text }];
    });
    public struct Inner { public Shared Shared; public string Text; }

    [Shape("Roots that share objects: what one changes the other sees")]
    public static readonly ImageRoot<Shared> FirstOfTwo = new(() => new Shared { Numbers = [1, 2], Node = new Node { Value = 4 } });
    public static readonly ImageRoot<object[]> SecondOfTwo = new(() => [FirstOfTwo.Value, FirstOfTwo.Value.Node, new Node { Next = FirstOfTwo.Value.Node }]);
    public static readonly ImageRoot<Node> ThirdOfTwo = new(() => new Node { Next = ((Node)SecondOfTwo.Value[2]) });

    [Shape("Linked lists of a million objects")]
    public static readonly ImageRoot<Cell> Million = new(() =>
    {
        Cell first = null;
        for (int i = 0; i < 1_000_000; i++)
        {
            first = new Cell { Value = i, Next = first };
        }

        return first;
    });

    [Shape("Records, interfaces, abstract bases, types with static constructors, attributes, event arguments")]
    public static readonly ImageRoot<object[]> Kinds = new(() =>
    [
        new Person("Ada", 36, new Person("Boss", 50)), new IShape[] { new Square { Side = 2 }, new Concrete() }, new WithStatic(3), new WithStatic[] { new(9), null }, new Noted(), new Happening(),
        new { Anonymous = 1, Text = "type" }, new Square { Side = 3 },
    ]);
    public static string ActKinds(object[] value) => $"{value[0]} {((WithStatic)value[2]).Value} {WithStatic.Ran} {((IShape[])value[1]).Sum(shape => shape.Area)} {value[6]}";

    [Shape("Arrays: empty, of primitives, strings, enums, structures with references, arrays; an array in a field of another type")]
    public static readonly ImageRoot<object[]> Arrays = new(() =>
    [
        Array.Empty<int>(), new int[0], Array.Empty<string>(), new string[0], new Node[0], Array.Empty<Node>(), new[] { 1, 2, 3 }, new byte[1_000], new bool[] { true, false }, new char[] { 'a', '\0' },
        new double[] { 1.5, double.NaN }, new decimal[] { 1m, 2.50m }, new Guid[2], new DayOfWeek[] { DayOfWeek.Friday }, new string[] { "a", null, "", new('b', 2) },
        new Inner[] { new() { Text = "in" }, default }, new int[][] { [1], [], null, [2, 3] }, new object[][] { ["x"], [1] }, new int[3][][] , (object[])new string[] { "covariant" },
        new Int128[] { 5, -5 }, new int?[] { 1, null }, new (string, int)[] { ("t", 1) }, new object[] { new object[] { } }, (uint[])(object)new int[] { -1 }, new Array[] { new int[] { 4 } }, new nint[3],
    ]);
    public static string ActArrays(object[] value)
    {
        try
        {
            ((object[])value[19])[0] = 5;
            return "stored";
        }
        catch (ArrayTypeMismatchException)
        {
            ((int[][])value[16])[0][0] = 77;
            return "checked";
        }
    }

    [Shape("`Lazy<T>`, not yet computed and computed, also in a cycle")]
    public static readonly ImageRoot<Lazies> Lazy = new(() => new Lazies());
    public sealed class Lazies
    {
        private int _runs;
        public Lazies()
        {
            Open = new Lazy<string>(() => "made " + ++_runs);
            Unsafe = new Lazy<Lazies>(() => this, LazyThreadSafetyMode.None);
            Published = new Lazy<int>(() => 100 + ++_runs, LazyThreadSafetyMode.PublicationOnly);
            _ = Done.Value;
        }

        public Lazy<string> Open;
        public Lazy<Lazies> Unsafe;
        public Lazy<int> Published;
        public Lazy<int[]> Done = new(() => [1, 2, 3]);
        public Lazy<Node> Default = new();
        public Lazy<int> Given = new(5);
    }
    public static string ActLazy(Lazies value) =>
        $"{value.Open.IsValueCreated} {value.Open.Value} {value.Open.Value} {ReferenceEquals(value.Unsafe.Value, value)} {value.Published.Value} {value.Done.IsValueCreated} {value.Done.Value[2]} {value.Default.Value.Value} {value.Given}";
}
