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
[StructLayout(LayoutKind.Sequential, Size = 64)] public struct Buffer64 { public int First; }
public struct Key : IEquatable<Key> { public int A; public bool Equals(Key other) => A == other.A; public override int GetHashCode() => HashCode.Combine(A); }
public sealed class Salted : IEqualityComparer<int> { public bool Equals(int x, int y) => x == y; public int GetHashCode(int value) => HashCode.Combine(value); }
public class Named { public T Same<T>(T value) => value; }
public sealed class Derived : Named { }
public sealed class SortedNames : SortedSet<string> { }
public sealed class Rank : IComparable<Rank> { public SortedSet<Rank> All = []; public int CompareTo(Rank other) => All.Count - other.All.Count; }
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
    public static readonly Unit[] Slots = [null, new Unit(), new Unit()];
    public static readonly Unit[,] Grid = new Unit[2, 2];
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
public sealed class OwnKey { public Dictionary<OwnKey, int> Table = []; public object Other; public override bool Equals(object other) => other is OwnKey key && key.Table.Count == Table.Count; public override int GetHashCode() => Table.Count; }

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
    [Shape("`nint` and `nuint` other than zero where there is no second capture; pointers and function pointers other than zero")] public static readonly ImageRoot<Handle[]> Native = new(() => [new Handle(), new Handle { Address = 5 }]);
    public static readonly ImageRoot<nint[]> NativeNumbers = new(() => [0, 7]);
    public static readonly ImageRoot<Pointing> Pointer = new(() => new Pointing());
    public static readonly ImageRoot<Calling> FunctionPointer = new(() => new Calling());
    [Shape("`CultureInfo` that is made (`new CultureInfo`) or current, its parts, `StringComparer.CurrentCulture` and comparers of a culture")] public static readonly ImageRoot<Holder<CultureInfo>> Culture = new(() => new(new CultureInfo("de-DE")));
    public static readonly ImageRoot<Holder<NumberFormatInfo>> Format = new(() => new((NumberFormatInfo)NumberFormatInfo.InvariantInfo.Clone()));
    public static readonly ImageRoot<Holder<CultureInfo>> CurrentCulture = new(() => new(CultureInfo.CurrentCulture));
    public static readonly ImageRoot<Dictionary<string, int>> CultureComparer = new(() => new(StringComparer.CurrentCulture) { ["a"] = 1 });
    public static readonly ImageRoot<CompareInfo> CurrentCompareInfo = new(() => CultureInfo.CurrentCulture.CompareInfo);
    public static readonly ImageRoot<TextInfo> CurrentTextInfo = new(() => CultureInfo.CurrentCulture.TextInfo);
    public static readonly ImageRoot<NumberFormatInfo> CurrentNumbers = new(() => NumberFormatInfo.CurrentInfo);
    public static readonly ImageRoot<DateTimeFormatInfo> CurrentDates = new(() => DateTimeFormatInfo.CurrentInfo);
    public static readonly ImageRoot<System.Collections.SortedList> NonGenericByCulture = new(() => new() { ["a"] = 1 });
    public static readonly ImageRoot<Holder<IComparer<string>>> CultureOrder = new(() => new(Comparer<string>.Default));
    [Shape("`TimeZoneInfo.Local` and time zones that are made")] public static readonly ImageRoot<Holder<TimeZoneInfo>> Zone = new(() => new(TimeZoneInfo.Local));
    public static readonly ImageRoot<TimeZoneInfo> MadeZone = new(() => TimeZoneInfo.CreateCustomTimeZone("X", TimeSpan.FromHours(1), "x", "x"));
    [Shape("`Vector<T>`, structures larger than their fields")] public static readonly ImageRoot<Holder<Vector<int>>> HardwareVector = new(() => new(Vector<int>.One));
    public static readonly ImageRoot<object> BoxedVector = new(() => Vector<int>.One);
    public static readonly ImageRoot<Holder<Buffer64>> Larger = new(() => new(default));
    [Shape("Tasks that ran, wait or failed, timers, threads, `CancellationTokenSource`, `ThreadLocal<T>`, `AsyncLocal<T>`")] public static readonly ImageRoot<Holder<Task>> Tasks = new(() => new(new TaskCompletionSource<int>().Task));
    public static readonly ImageRoot<Task<int>> RanTask = new(() => { Task<int> task = Task.Run(static () => 500); task.Wait(); return task; });
    public static readonly ImageRoot<Task> FailedTask = new(() => Task.FromException(new InvalidOperationException()));
    public static readonly ImageRoot<Holder<CancellationTokenSource>> Cancellation = new(() => new(new CancellationTokenSource()));
    public static readonly ImageRoot<Holder<Timer>> Timers = new(() => new(new Timer(static _ => { })));
    public static readonly ImageRoot<Holder<Thread>> Threads = new(() => new(new Thread(static () => { })));
    public static readonly ImageRoot<Holder<ThreadLocal<int>>> ThreadLocals = new(() => new(new ThreadLocal<int>()));
    public static readonly ImageRoot<Holder<AsyncLocal<int>>> AsyncLocals = new(() => new(new AsyncLocal<int>()));
    [Shape("Synchronization objects that are held, disposed of or run code")] public static readonly ImageRoot<Holder<Lock>> Locks = new(() => { var gate = new Lock(); gate.Enter(); return new(gate); });
    public static readonly ImageRoot<SemaphoreSlim> DisposedSemaphore = new(() => { var semaphore = new SemaphoreSlim(1); semaphore.Dispose(); return semaphore; });
    public static readonly ImageRoot<ReaderWriterLockSlim> HeldReaders = new(() => { var gate = new ReaderWriterLockSlim(); gate.EnterReadLock(); return gate; });
    public static readonly ImageRoot<Barrier> BarrierWithAction = new(() => new Barrier(1, static _ => { }));
    public static readonly ImageRoot<Holder<ManualResetEvent>> KernelEvents = new(() => new(new ManualResetEvent(false)));
    [Shape("`WeakReference`, `GCHandle`, `ConditionalWeakTable`")] public static readonly ImageRoot<Holder<WeakReference>> Weak = new(() => new(new WeakReference("x")));
    public static readonly ImageRoot<Holder<WeakReference<string>>> WeakTyped = new(() => new(new WeakReference<string>("x")));
    public static readonly ImageRoot<Holder<GCHandle>> Pinned = new(() => new(GCHandle.Alloc("x")));
    public static readonly ImageRoot<Holder<ConditionalWeakTable<string, string>>> WeakTable = new(() => new([]));
    [Shape("`Random`, `JsonDocument.Parse`, `JsonValue` of objects, `JsonSerializerOptions`, `XmlDocument`, exceptions, `ParameterInfo`, type parameters, types of pointers and by-reference types, instantiated generic methods that were asked of a derived class")] public static readonly ImageRoot<Holder<Random>> Randoms = new(() => new(new Random(5)));
    public static readonly ImageRoot<JsonDocument> Json = new(() => JsonDocument.Parse("{}"));
    public static readonly ImageRoot<JsonSerializerOptions> JsonOptions = new(() => new JsonSerializerOptions());
    public static readonly ImageRoot<JsonSerializerOptions> UsedJsonOptions = new(() => { var options = new JsonSerializerOptions(); JsonSerializer.Serialize(1, options); return options; });
    public static readonly ImageRoot<System.Text.Json.Nodes.JsonNode> JsonOfObject = new(() => System.Text.Json.Nodes.JsonValue.Create(new Unit()));
    public static readonly ImageRoot<System.Xml.XmlDocument> Xml = new(() => { var document = new System.Xml.XmlDocument(); document.LoadXml("<a/>"); return document; });
    public static readonly ImageRoot<Exception> Exceptions = new(() => new InvalidOperationException("x"));
    public static readonly ImageRoot<Type> PointerType = new(() => typeof(int).MakePointerType());
    public static readonly ImageRoot<ParameterInfo> Parameter = new(() => typeof(Dog).GetMethod("Inherited").ReturnParameter);
    public static readonly ImageRoot<MethodInfo> InheritedInstantiation = new(() => typeof(Derived).GetMethod("Same").MakeGenericMethod(typeof(int)));
    public static readonly ImageRoot<Type> OpenParameter = new(() => typeof(Holder<>).GetGenericArguments()[0]);
    [Shape("Delegates that were compiled at run time, or that call a base's virtual method")] public static readonly ImageRoot<Delegate> ByExpression = new(Compiled);
    public static readonly ImageRoot<Delegate> ByDynamicMethod = new(Dynamic);
    public static readonly ImageRoot<Func<string>> MulticastOfBase = new(() => (Func<string>)(() => "x") + new Dog().Inherited());
    public static readonly ImageRoot<Func<string>> BaseCall = new(() => new Dog().Inherited());
    [Shape("`Uri` that is more than its text, `BlockingCollection<T>`, `ImmutableDictionary<TKey, TValue>.Builder`")] public static readonly ImageRoot<Uri> UriWithOptions = new(() => new Uri("http://h/%2e%2e/a", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
    public static readonly ImageRoot<BlockingCollection<int>> Blocking = new(() => [1]);
    public static readonly ImageRoot<ImmutableDictionary<string, int>.Builder> TableBuilder = new(() => { var builder = ImmutableDictionary.CreateBuilder<string, int>(); builder["a"] = 1; return builder; });
    [Shape("Collections that are made again (sorted by culture, `Hashtable` and the like) and of which the builder took `Keys`, `Values` or the like; classes that derive from them")] public static readonly ImageRoot<object[]> SortedView = new(() => { var table = new SortedDictionary<string, int> { ["a"] = 1 }; return [table, table.Keys]; });
    public static readonly ImageRoot<SortedNames> DerivedSorted = new(() => ["a"]);
    public static readonly ImageRoot<DerivedHashtable> DerivedTableOfObjects = new(() => new DerivedHashtable { ["a"] = 1 });
    public sealed class DerivedHashtable : System.Collections.Hashtable { }
    [Shape("Mutable objects that a static field holds too, and all that a static leads to: in structures, arrays, collections, closures, objects")] public static readonly ImageRoot<Holder<Unit>> AlsoStatic = new(() => new(Registry.Current));
    public static readonly ImageRoot<Holder<List<int>>> AlsoStaticList = new(() => { Registry.Numbers[0]++; return new(Registry.Numbers); });
    public static readonly ImageRoot<Holder<int[]>> AlsoStaticTable = new(() => new(Registry.Table));
    public static readonly ImageRoot<Holder<Unit>> AlsoStaticClock = new(() => new(Registry.Clock));
    public static readonly ImageRoot<Holder<HashSet<int>>> AlsoStaticEmptied = new(() => { Registry.Emptied.Add(1); Registry.Emptied.Clear(); return new(Registry.Emptied); });
    public static readonly ImageRoot<string[]> CachedArray = new(() => Registry.Names);
    public static readonly ImageRoot<Unit> InStaticStructure = new(() => Registry.Structure.Unit);
    public static readonly ImageRoot<Holder<ImmutableArray<Unit>>> InStaticImmutableArray = new(() => { Registry.Immutable[0].Number++; return new(Registry.Immutable); });
    public static readonly ImageRoot<Holder<Unit>> ChangedInStaticArray = new(() => { Registry.Slots[1].Number++; return new(Registry.Slots[1]); });
    public static readonly ImageRoot<Holder<Unit>> PutIntoStaticArray = new(() => new(Registry.Slots[0] = new Unit()));
    public static readonly ImageRoot<Unit> RootInStaticArray = new(() => Registry.Slots[2]);
    public static readonly ImageRoot<Pool<int>> InGenericType = new(() => { Pool<int>.Instance.Rented++; return Pool<int>.Instance; });
    public static readonly ImageRoot<Holder<Unit>> InStaticTable = new(() => new(Registry.Units["x"] = new Unit()));
    public static readonly ImageRoot<Unit[]> InNestedStatic = new(() => { var unit = new Unit(); Registry.Nested.Add(new Lazy<Holder<Unit>>(() => new(unit))); _ = Registry.Nested[0].Value; return [null, unit]; });
    public static readonly ImageRoot<Unit> InStaticClosure = new(() => Registry.Closure());
    public static readonly ImageRoot<Func<Unit>> StaticClosure = new(() => Registry.Closure);
    public static readonly ImageRoot<Label> ImmutableInStaticTable = new(() => { var label = new Label(string.Concat("a", 1)); Labels.Add(label); return label; });
    public static readonly ImageRoot<Unit> InNamedInstantiation = new(() => { var unit = new Unit(); Cache<Guid, Unit>.Values.Add(unit); return unit; });
    public static readonly ImageRoot<Holder<Label>> InInferredInstantiation = new(() => new(Put(new Label("x"))));
    public static readonly ImageRoot<Unit> InStaticGrid = new(() => Registry.Grid[1, 0] = new Unit());
    public static readonly ImageRoot<Unit> OnThread = new(() => Registry.OfThread = new Unit());
    private static readonly List<Label> Labels = [];
    private static T Put<T>(T thing) { Shelf<T>.Things = [thing]; return thing; }
    [Shape("Keys whose hash codes or order depend on the collection that they are in")] public static readonly ImageRoot<OwnKey> HashCycle = new(() => { var key = new OwnKey(); key.Table[key] = 1; return key; });
    public static readonly ImageRoot<Rank> OrderCycle = new(() => { var rank = new Rank(); rank.All.Add(rank); return rank; });
    public static readonly ImageRoot<ImmutableDictionary<OwnKey, int>> ImmutableHashCycle = new(() => { var key = new OwnKey(); var table = ImmutableDictionary<OwnKey, int>.Empty.Add(key, 1); key.Table[new OwnKey()] = 1; key.Other = table; return table; });
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
