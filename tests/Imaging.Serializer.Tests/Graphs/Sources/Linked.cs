using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.RegularExpressions;

public sealed class Level { public static readonly Level Low = new("low"), High = new("high"); private readonly string _name; private Level(string name) => _name = name; public override string ToString() => _name; }
public sealed class Setting<T> { public static readonly Setting<T> Default = new(3); private readonly int _value; private Setting(int value) => _value = value; }
public sealed class Uses { public Level Level; public StringComparer Comparer; public Encoding Encoding; public object Any; }
public sealed class Reversed : IComparer<string> { public static readonly Reversed Instance = new(); public int Compare(string x, string y) => string.CompareOrdinal(y, x); }
public sealed class GeneratedLike : Regex { public static readonly GeneratedLike Instance = new(); private GeneratedLike() : base("a+b?") { } }
public sealed class Guard { public static readonly Guard Empty = new(); private readonly List<int> _conditions = []; private readonly HashSet<string> _names = new(StringComparer.Ordinal); private readonly Dictionary<Level, int> _levels = []; public int Count => _conditions.Count + _names.Count + _levels.Count; }
public sealed class Options { public static readonly Options Default = new() { Name = "default", Numbers = { 1, 2 }, Change = static text => text + "?" }; public static readonly string[] Names = ["a", "b"]; public static readonly Func<string, string> Counting = Count([0]); private static Func<string, string> Count(int[] calls) => text => text + calls.Length; public string Name; public Options Self; public List<int> Numbers = []; public Func<string, string> Change; public Type Type = typeof(Options); public Options() => Self = this; }
public sealed class Shelf<T> { public static readonly List<Shelf<T>> All = [new(), new()]; public T Thing; }
public sealed class Sign { public string Text; public int Uses; public Sign(string text) => Text = text; }
public sealed class Alphabet { public Sign First { get; } = new("first"); public readonly Sign[] All = [new("x"), new("y")]; }
public static class Signs { public static readonly Sign[] OfDigit = [.. Enumerable.Range(0, 10).Select(digit => new Sign("digit " + digit))]; public static readonly Alphabet Table = new(); public static readonly ImmutableArray<Sign> Fixed = [new("a"), new("b"), new("c")]; }
public static class Gates { public static readonly object Gate = new(); public static readonly Version Version = new(3, 1); public static readonly Regex Words = new(@"\w+"); public static readonly Type[] None = []; }

public static class Roots
{
    [Shape("Immutable objects of initonly static fields, of the package and of the framework: linked, not copied")]
    public static readonly ImageRoot<object[]> Singletons = new(() =>
    [
        Level.Low, Level.High, new Uses { Level = Level.Low, Comparer = StringComparer.Ordinal, Encoding = Encoding.UTF8, Any = Level.High }, Gates.Gate, Gates.Version, Gates.Words, Gates.None, Reversed.Instance,
        new SortedSet<string>(Reversed.Instance) { "a", "b" }, Setting<int>.Default, Setting<string>.Default,
    ]);
    [Shape("Objects of initonly static fields that hold lists, sets or dictionaries in which nothing ever was: linked, not copied")]
    public static readonly ImageRoot<Guard[]> EmptyGuards = new(() => [Guard.Empty, new(), Guard.Empty]);
    public static string ActEmptyGuards(Guard[] value) => $"{ReferenceEquals(value[0], Guard.Empty)} {ReferenceEquals(value[1], Guard.Empty)} {value[0].Count}";
    [Shape("Other objects of initonly static fields, of up to a hundred objects, if they are as the type's initialiser makes them and are not the root's value: linked, not copied")]
    public static readonly ImageRoot<object[]> Unchanged = new(() => [Options.Default, Options.Names, Shelf<int>.All, new Options { Name = "own", Change = Options.Counting }, Options.Default, Options.Counting]);
    public static string ActUnchanged(object[] value) { Options.Default.Name += "!"; return $"{ReferenceEquals(value[0], Options.Default)} {ReferenceEquals(value[1], Options.Names)} {ReferenceEquals(value[2], Shelf<int>.All)} {ReferenceEquals(value[5], Options.Counting)} {((Options)value[3]).Change("a")} {((Func<string, string>)value[5])("b")} {((Options)value[4]).Name.TrimEnd('!')} {((Options)value[3]).Name}"; }
    [Shape("Objects that initonly static fields lead to through initonly fields, structures and elements of arrays, if they are as the type's initialiser makes them: linked, not copied")]
    public static readonly ImageRoot<object[]> Behind = new(() => [Signs.OfDigit[3], Signs.OfDigit[3], Signs.Table.All[1], Signs.Fixed[2], new List<Sign> { Signs.OfDigit[0], Signs.Table.First }, Signs.Fixed]);
    public static string ActBehind(object[] value) => $"{ReferenceEquals(value[0], Signs.OfDigit[3])} {ReferenceEquals(value[1], value[0])} {ReferenceEquals(value[2], Signs.Table.All[1])} {ReferenceEquals(value[3], Signs.Fixed[2])} {ReferenceEquals(((List<Sign>)value[4])[0], Signs.OfDigit[0])} {ReferenceEquals(((List<Sign>)value[4])[1], Signs.Table.First)} {((ImmutableArray<Sign>)value[5]).Equals(Signs.Fixed)}";
    [Shape("`Regex` instances of `[GeneratedRegex]`: linked")] public static readonly ImageRoot<Regex[]> Generated = new(() => [GeneratedLike.Instance, new(@"\d")]);
    [Shape("A root that is a singleton itself")] public static readonly ImageRoot<Level> SingletonRoot = new(() => Level.High);

    [Shape("`StringComparer.Ordinal`, `OrdinalIgnoreCase`, `InvariantCulture`; `EqualityComparer<T>.Default`; `Comparer<T>.Default` of types that culture does not order; `ReferenceEqualityComparer.Instance`")]
    public static readonly ImageRoot<object[]> Comparers = new(() =>
    [
        StringComparer.Ordinal, StringComparer.OrdinalIgnoreCase, StringComparer.InvariantCulture, StringComparer.InvariantCultureIgnoreCase, EqualityComparer<int>.Default, EqualityComparer<string>.Default, EqualityComparer<Level>.Default, EqualityComparer<DayOfWeek>.Default,
        EqualityComparer<(int, string)>.Default, EqualityComparer<int?>.Default, EqualityComparer<object>.Default, EqualityComparer<byte>.Default, Comparer<int>.Default, Comparer<Guid>.Default, Comparer<DayOfWeek>.Default, Comparer<int?>.Default, Comparer<(int, long)>.Default, ReferenceEqualityComparer.Instance,
    ]);

    [Shape("`Encoding.UTF8` and its like, `CultureInfo.InvariantCulture`, `TimeZoneInfo.Utc`, `DBNull.Value`, `string.Empty`, `Array.Empty<T>()`, empty collections of the framework")]
    public static readonly ImageRoot<object[]> FrameworkSingletons = new(() =>
    [
        Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.ASCII, Encoding.Latin1, Encoding.UTF32, CultureInfo.InvariantCulture, TimeZoneInfo.Utc, DBNull.Value, string.Empty, Array.Empty<int>(), Array.Empty<Uses>(), Array.Empty<(int, string)>(), Type.EmptyTypes, Type.Missing,
        ImmutableList<int>.Empty, ImmutableSortedSet<int>.Empty, FrozenSet<string>.Empty, FrozenDictionary<int, int>.Empty, ReadOnlyCollection<Uses>.Empty, ImmutableStack<string>.Empty, ImmutableQueue<int>.Empty,
    ]);
    public static string ActFrameworkSingletons(object[] value) => $"{((Encoding)value[0]).GetByteCount("äöü")} {((CultureInfo)value[6]).Name} {string.Join(',', (int[])value[10])}";

    [Shape("`ImmutableArray<T>.Empty`")]
    public static readonly ImageRoot<ImmutableArray<int>> EmptyImmutableArray = new(() => ImmutableArray<int>.Empty);
    public static bool ActEmptyImmutableArray(ImmutableArray<int> value) => value == ImmutableArray<int>.Empty;
}
