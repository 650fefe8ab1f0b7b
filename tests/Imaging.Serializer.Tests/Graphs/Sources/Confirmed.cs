using System.Globalization;
using System.Runtime.CompilerServices;

public enum Way { In, Out }
public sealed class Sizes { public nint Signed = -5; public nuint Unsigned = nuint.MaxValue; public nint Zero; public nint? Maybe = 7; public object Boxed = (nint)9; public (nint, string) Pair = (11, "eleven"); public Three Three; }
[InlineArray(3)] public struct Three { private nint _first; }

public static class NewKeys { public static object Make(Type type, int i) => type == typeof(nint) ? (nint)(i + 1000) : null; }

public static class Roots
{
    [Shape("`nint` and `nuint` with numbers in them, where a second capture gives the same")]
    public static readonly ImageRoot<Sizes> Native = new(() => { var sizes = new Sizes(); ((Span<nint>)sizes.Three)[2] = 3; return sizes; });
    public static string ActNative(Sizes value) => $"{((Span<nint>)value.Three)[2]} {value.Boxed} {value.Maybe}";
    public static readonly ImageRoot<nint[]> NativeArray = new(() => [1, 0, -1]);
    public static readonly ImageRoot<Dictionary<nint, nuint>> ByNative = new(() => new() { [1] = 2, [-3] = 4 });
    public static string ActByNative(Dictionary<nint, nuint> value) { value[-7] = 5; return $"{value[-7]} {value.Count}"; }

    [Shape("`StringComparer.Create` for a named culture, where a second capture gives the same: linked by the culture's name")]
    public static readonly ImageRoot<Dictionary<string, int>> ByCulture = new(() => new(StringComparer.Create(CultureInfo.GetCultureInfo("sv-SE"), CompareOptions.IgnoreCase)) { ["å"] = 1, ["Z"] = 2, ["b"] = 3 });
    public static string ActByCulture(Dictionary<string, int> value) { value["Å"] = 4; value["z"] = 5; return $"{value.Count} {value["å"]} {value["Z"]}"; }
    public static readonly ImageRoot<SortedSet<string>> SortedByCulture = new(() => new(StringComparer.Create(CultureInfo.GetCultureInfo("sv-SE"), ignoreCase: false)) { "ö", "z", "a", "ä" });
    public static readonly ImageRoot<StringComparer[]> CultureComparers = new(() => { var shared = StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.IgnoreSymbols); return [shared, shared, StringComparer.Create(CultureInfo.GetCultureInfo("tr-TR"), ignoreCase: true)]; });
    public static string ActCultureComparers(StringComparer[] value) => $"{ReferenceEquals(value[0], value[1])} {value[0].Equals("a-b", "ab")} {value[2].Equals("i", "I")} {value[2].Equals("ı", "I")}";
}
