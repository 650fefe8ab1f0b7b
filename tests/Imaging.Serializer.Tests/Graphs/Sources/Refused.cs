using System.Globalization;
using System.IO;
using System.Linq.Expressions;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

public sealed class Finalized { public int Value = 1; ~Finalized() { Value = 0; } }
public sealed class Handle { public string Name = "h"; public nint Address; }
public unsafe sealed class Pointing { public int* Pointer = (int*)8; }
public unsafe sealed class Calling { public delegate*<int, int> Function = &Twice; private static int Twice(int value) => value * 2; }
public sealed class Holder<T> { public T Inner; public Holder(T inner) => Inner = inner; }
[InlineArray(4)] public struct Four { private int _first; }
public unsafe struct Fixed { public fixed int Numbers[8]; }
[StructLayout(LayoutKind.Sequential, Size = 64)] public struct Buffer64 { public int First; }
public struct Key : IEquatable<Key> { public int A; public bool Equals(Key other) => A == other.A; public override int GetHashCode() => HashCode.Combine(A); }
public sealed class Salted : IEqualityComparer<int> { public bool Equals(int x, int y) => x == y; public int GetHashCode(int value) => HashCode.Combine(value); }
public class Animal { public virtual string Speak() => "..."; }
public sealed class Dog : Animal { public Func<string> Inherited() => base.Speak; public override string Speak() => "wuff"; }
public sealed class Unit { public int Number; }
public struct Slots { public Unit Unit; public int Number; }
public static class Registry
{
    public static readonly List<int> Numbers = [1, 2];
    public static readonly int[] Table = [.. Enumerable.Range(0, 2000)];
    public static readonly Unit Clock = new() { Number = Guid.NewGuid().GetHashCode() };
    public static readonly HashSet<int> Emptied = new(3);
    public static readonly string[] Names = ["a", "b"];
    public static Unit Current = new();
    public static readonly Slots Structure = new() { Unit = new Unit() };
    public static readonly Dictionary<string, Unit> Units = [];
    public static readonly List<Lazy<Holder<Unit>>> Nested = [];
    public static readonly Func<Unit> Closure = Closed(new Unit());
    [ThreadStatic] public static Unit OfThread;
    private static Func<Unit> Closed(Unit unit) => () => unit;
    public static readonly ImmutableArray<Unit> Immutable = [new Unit()];
}

public sealed class Pool<T> { public static readonly Pool<T> Instance = new(); public int Rented; }
public static class Cache<TKey, TValue> { public static readonly List<TValue> Values = []; }
public static class Shelf<T> { public static T[] Things = []; }
public sealed record Label(string Text);
public sealed class OwnKey { public Dictionary<OwnKey, int> Table = []; public override bool Equals(object other) => other is OwnKey key && key.Table.Count == Table.Count; public override int GetHashCode() => Table.Count; }
public sealed class MyList : Dictionary<string, int> { }

public static class Roots
{
    private static Delegate Compiled() { Expression<Func<int, int>> expression = value => value + 1; return expression.Compile(); }

    private static Delegate Dynamic()
    {
        var method = new System.Reflection.Emit.DynamicMethod("Made", typeof(int), []);
        System.Reflection.Emit.ILGenerator code = method.GetILGenerator();
        code.Emit(System.Reflection.Emit.OpCodes.Ldc_I4_5);
        code.Emit(System.Reflection.Emit.OpCodes.Ret);
        return method.CreateDelegate(typeof(Func<int>));
    }

    [Shape("`FileStream` and other streams")] public static readonly ImageRoot<object[]> Stream = new(() => ["x", new FileStream(typeof(Roots).Assembly.Location, FileMode.Open, FileAccess.Read)]);
    [Shape("`FileStream` and other streams")] public static readonly ImageRoot<object> Memory = new(() => new MemoryStream([1, 2]));
    [Shape("Types with a finalizer")] public static readonly ImageRoot<Dictionary<string, Finalized>> Finalizer = new(() => new() { ["x"] = new Finalized() });
    [Shape("`nint`, `nuint`, pointers and function pointers that are not zero")] public static readonly ImageRoot<Handle[]> Native = new(() => [new Handle(), new Handle { Address = 5 }]);
    public static readonly ImageRoot<nint[]> NativeNumbers = new(() => [0, 7]);
    public static readonly ImageRoot<Pointing> Pointer = new(() => new Pointing());
    public static readonly ImageRoot<Calling> FunctionPointer = new(() => new Calling());
    [Shape("`CultureInfo` and its parts, except `CultureInfo.InvariantCulture`")] public static readonly ImageRoot<Holder<CultureInfo>> Culture = new(() => new(new CultureInfo("de-DE")));
    public static readonly ImageRoot<Holder<NumberFormatInfo>> Format = new(() => new((NumberFormatInfo)NumberFormatInfo.InvariantInfo.Clone()));
    public static readonly ImageRoot<Holder<CultureInfo>> CurrentCulture = new(() => new(CultureInfo.CurrentCulture));
    [Shape("`StringComparer.CurrentCulture` and what is ordered by culture: `SortedDictionary<string, …>`, `SortedSet<(string, int)>` and the like with the default comparer")] public static readonly ImageRoot<Dictionary<string, int>> CultureComparer = new(() => new(StringComparer.CurrentCulture) { ["a"] = 1 });
    public static readonly ImageRoot<SortedDictionary<string, int>> SortedByCulture = new(() => new() { ["a"] = 1 });
    public static readonly ImageRoot<SortedSet<(int, string)>> SortedTuples = new(() => [(1, "a")]);
    public static readonly ImageRoot<SortedSet<object>> SortedObjects = new(() => ["a"]);
    public static readonly ImageRoot<PriorityQueue<int, string>> PriorityByCulture = new(() => new([(1, "a")]));
    public static readonly ImageRoot<ImmutableSortedSet<string>> ImmutableByCulture = new(() => ["a"]);
    [Shape("`TimeZoneInfo`, except `TimeZoneInfo.Utc`")] public static readonly ImageRoot<Holder<TimeZoneInfo>> Zone = new(() => new(TimeZoneInfo.Local));
    [Shape("Arrays of several dimensions")] public static readonly ImageRoot<int[,]> Dimensions = new(() => new int[2, 2]);
    [Shape("Inline arrays, fixed-size buffers, `Vector<T>`, structures larger than their fields")] public static readonly ImageRoot<Holder<Four>> Inline = new(() => new(default));
    public static readonly ImageRoot<Four[]> InlineElements = new(() => new Four[1]);
    public static readonly ImageRoot<Holder<Fixed>> FixedBuffer = new(() => new(default));
    public static readonly ImageRoot<Holder<Vector<int>>> HardwareVector = new(() => new(Vector<int>.One));
    public static readonly ImageRoot<object> BoxedVector = new(() => Vector<int>.One);
    public static readonly ImageRoot<Holder<Buffer64>> Larger = new(() => new(default));
    [Shape("Tasks, timers, threads, `CancellationTokenSource`, `Lock`, `SemaphoreSlim`, `ThreadLocal<T>`, `AsyncLocal<T>`")] public static readonly ImageRoot<Holder<Task>> Tasks = new(() => new(Task.FromResult(5)));
    public static readonly ImageRoot<Holder<Timer>> Timers = new(() => new(new Timer(static _ => { })));
    public static readonly ImageRoot<Holder<CancellationTokenSource>> Cancellation = new(() => new(new CancellationTokenSource()));
    public static readonly ImageRoot<Holder<Thread>> Threads = new(() => new(new Thread(static () => { })));
    public static readonly ImageRoot<Holder<Lock>> Locks = new(() => new(new Lock()));
    public static readonly ImageRoot<Holder<SemaphoreSlim>> Semaphores = new(() => new(new SemaphoreSlim(1)));
    public static readonly ImageRoot<Holder<ThreadLocal<int>>> ThreadLocals = new(() => new(new ThreadLocal<int>()));
    public static readonly ImageRoot<Holder<AsyncLocal<int>>> AsyncLocals = new(() => new(new AsyncLocal<int>()));
    [Shape("`WeakReference`, `GCHandle`, `ConditionalWeakTable`")] public static readonly ImageRoot<Holder<WeakReference>> Weak = new(() => new(new WeakReference("x")));
    public static readonly ImageRoot<Holder<WeakReference<string>>> WeakTyped = new(() => new(new WeakReference<string>("x")));
    public static readonly ImageRoot<Holder<GCHandle>> Pinned = new(() => new(GCHandle.Alloc("x")));
    public static readonly ImageRoot<Holder<ConditionalWeakTable<string, string>>> WeakTable = new(() => new([]));
    [Shape("`Random`, `JsonDocument`, `JsonSerializerOptions`, exceptions, assemblies, fields and constructors as values")] public static readonly ImageRoot<Holder<Random>> Randoms = new(() => new(new Random(5)));
    public static readonly ImageRoot<JsonDocument> Json = new(() => JsonDocument.Parse("{}"));
    public static readonly ImageRoot<JsonSerializerOptions> JsonOptions = new(() => new JsonSerializerOptions());
    public static readonly ImageRoot<Exception> Exceptions = new(() => new InvalidOperationException("x"));
    public static readonly ImageRoot<Assembly> Assemblies = new(() => typeof(Roots).Assembly);
    public static readonly ImageRoot<FieldInfo> Fields = new(() => typeof(Unit).GetField("Number"));
    public static readonly ImageRoot<MethodInfo> InheritedMethod = new(() => typeof(Dog).GetMethod("ToString"));
    public static readonly ImageRoot<Type> OpenParameter = new(() => typeof(Holder<>).GetGenericArguments()[0]);
    [Shape("Delegates that call several methods, that were compiled at run time, or that call a base's virtual method")] public static readonly ImageRoot<Holder<Action>> Multicast = new(() => { Action action = static () => { }; return new(action + action); });
    public static readonly ImageRoot<Delegate> ByExpression = new(Compiled);
    public static readonly ImageRoot<Delegate> ByDynamicMethod = new(Dynamic);
    public static readonly ImageRoot<Func<string>> BaseCall = new(() => new Dog().Inherited());
    [Shape("`ConcurrentDictionary` with keys or comparers whose hash codes differ between processes; `ConcurrentBag`")] public static readonly ImageRoot<ConcurrentDictionary<Key, int>> ConcurrentByStructure = new(() => new() { [new Key()] = 1 });
    public static readonly ImageRoot<ConcurrentDictionary<string, int>> ConcurrentIgnoringCase = new(() => new(StringComparer.OrdinalIgnoreCase) { ["a"] = 1 });
    public static readonly ImageRoot<ConcurrentBag<int>> Bag = new(() => [1]);
    [Shape("`FrozenDictionary` and `FrozenSet` with more than ten keys of the package's types, with a comparer of the package's own, or ignoring case where what they hash is not ASCII")] public static readonly ImageRoot<FrozenDictionary<Key, int>> FrozenByStructure = new(() => Enumerable.Range(0, 50).ToFrozenDictionary(i => new Key { A = i }));
    public static readonly ImageRoot<FrozenSet<Unit>> FrozenByIdentity = new(() => Enumerable.Range(0, 50).Select(i => new Unit()).ToFrozenSet());
    public static readonly ImageRoot<FrozenDictionary<int, int>> FrozenByOwnComparer = new(() => Enumerable.Range(0, 50).ToFrozenDictionary(i => i, i => i, new Salted()));
    public static readonly ImageRoot<FrozenDictionary<string, int>> FrozenNotAscii = new(() => Enumerable.Range(0, 50).ToFrozenDictionary(i => (char)(0x100 + (i * 2)) + "x", i => i, StringComparer.OrdinalIgnoreCase));
    [Shape("`ImmutableDictionary`, `ImmutableHashSet`")] public static readonly ImageRoot<ImmutableDictionary<string, int>> ImmutableTable = new(() => ImmutableDictionary<string, int>.Empty.Add("a", 1));
    public static readonly ImageRoot<ImmutableHashSet<int>> ImmutableSet = new(() => [1, 2]);
    [Shape("Classes that derive from `Dictionary` or `HashSet`")] public static readonly ImageRoot<MyList> DerivedTable = new(() => new() { ["a"] = 1 });
    [Shape("Comparers that the framework makes from delegates")] public static readonly ImageRoot<IComparer<int>> MadeComparer = new(() => Comparer<int>.Create(static (x, y) => y - x));
    public static readonly ImageRoot<IEqualityComparer<int>> MadeEquality = new(() => EqualityComparer<int>.Create(static (x, y) => x == y, static x => x));
    [Shape("Mutable objects that a static field holds too, and all that a static leads to: in structures, arrays, collections, closures, objects")] public static readonly ImageRoot<Holder<Unit>> AlsoStatic = new(() => new(Registry.Current));
    public static readonly ImageRoot<Holder<List<int>>> AlsoStaticList = new(() => { Registry.Numbers[0]++; return new(Registry.Numbers); });
    public static readonly ImageRoot<Holder<int[]>> AlsoStaticTable = new(() => new(Registry.Table));
    public static readonly ImageRoot<Holder<Unit>> AlsoStaticClock = new(() => new(Registry.Clock));
    public static readonly ImageRoot<Holder<HashSet<int>>> AlsoStaticEmptied = new(() => { Registry.Emptied.Add(1); Registry.Emptied.Clear(); return new(Registry.Emptied); });
    public static readonly ImageRoot<string[]> CachedArray = new(() => Registry.Names);
    public static readonly ImageRoot<Unit> InStaticStructure = new(() => Registry.Structure.Unit);
    public static readonly ImageRoot<Holder<ImmutableArray<Unit>>> InStaticImmutableArray = new(() => new(Registry.Immutable));
    public static readonly ImageRoot<Pool<int>> InGenericType = new(() => { Pool<int>.Instance.Rented++; return Pool<int>.Instance; });
    public static readonly ImageRoot<Holder<Unit>> InStaticTable = new(() => new(Registry.Units["x"] = new Unit()));
    public static readonly ImageRoot<Unit[]> InNestedStatic = new(() => { var unit = new Unit(); Registry.Nested.Add(new Lazy<Holder<Unit>>(() => new(unit))); _ = Registry.Nested[0].Value; return [null, unit]; });
    public static readonly ImageRoot<Unit> InStaticClosure = new(() => Registry.Closure());
    public static readonly ImageRoot<Func<Unit>> StaticClosure = new(() => Registry.Closure);
    public static readonly ImageRoot<Label> ImmutableInStaticTable = new(() => { var label = new Label(string.Concat("a", 1)); Labels.Add(label); return label; });
    public static readonly ImageRoot<Unit> InNamedInstantiation = new(() => { var unit = new Unit(); Cache<Guid, Unit>.Values.Add(unit); return unit; });
    public static readonly ImageRoot<Holder<Label>> InInferredInstantiation = new(() => new(Put(new Label("x"))));
    public static readonly ImageRoot<Unit> OnThread = new(() => Registry.OfThread = new Unit());
    private static readonly List<Label> Labels = [];
    private static T Put<T>(T thing) { Shelf<T>.Things = [thing]; return thing; }
    [Shape("Keys whose hash codes depend on the table that they are in")] public static readonly ImageRoot<OwnKey> HashCycle = new(() => { var key = new OwnKey(); key.Table[key] = 1; return key; });
    public static readonly ImageRoot<int[]> Healthy = new(() => [1, 2, 3]);
    [Shape("`Dictionary` and `HashSet` whose strings collided more than a hundred times in a row, so that their comparer was changed")]
    public static readonly ImageRoot<Dictionary<string, int>> Colliding = new(() =>
    {
        var table = new Dictionary<string, int>();
        foreach (string key in Collisions().Take(150))
        {
            table.Add(key, table.Count);
        }

        return table;
    });

    // The comparer that hash tables begin with hashes pairs of characters: two sums over alternating pairs.
    private static IEnumerable<string> Collisions()
    {
        static (uint, uint) Sums(string text)
        {
            uint first = (5381 << 16) + 5381, second = first;
            ReadOnlySpan<uint> pairs = System.Runtime.InteropServices.MemoryMarshal.Cast<char, uint>(text);
            first = (System.Numerics.BitOperations.RotateLeft(first, 5) + first) ^ pairs[0];
            second = (System.Numerics.BitOperations.RotateLeft(second, 5) + second) ^ pairs[1];
            return (first, second);
        }

        // Four characters give a hash code of first + second * 1566083941: change the first pair, and make up for it with the second.
        (uint f, uint s) = Sums("aaaa");
        uint target = f + (s * 1566083941);
        uint seed = (System.Numerics.BitOperations.RotateLeft((5381u << 16) + 5381, 5) + (5381u << 16)) + 5381;
        for (uint low = 0x20; ; low++)
        {
            uint pair = low | ((low * 7 % 0xD000) << 16);
            uint first = seed ^ pair;

            // first = target - second * m, so second = (target - first) * the inverse of m.
            uint second = (target - first) * Inverse(1566083941);
            uint other = second ^ seed;
            char[] text = [(char)pair, (char)(pair >> 16), (char)other, (char)(other >> 16)];
            if (!text.Any(char.IsSurrogate) && !text.Contains('\0'))
            {
                yield return new string(text);
            }
        }

        static uint Inverse(uint number)
        {
            uint inverse = number;
            for (int i = 0; i < 5; i++)
            {
                inverse *= 2 - (number * inverse);
            }

            return inverse;
        }
    }

}
