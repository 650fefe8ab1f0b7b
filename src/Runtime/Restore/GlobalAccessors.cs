using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>Singletons that no initonly static field holds, by the member that gives them.</summary>
internal static class GlobalAccessors
{
    /// <param name="accessor">Which one.</param>
    /// <param name="type">The type that it is asked for, where it is generic.</param>
    /// <param name="name">The name that it is asked for.</param>
    /// <exception cref="ImageFormatException">There is no such accessor.</exception>
    /// <exception cref="RestoreException">This framework does not have it.</exception>
    internal static object Get(GlobalAccessor accessor, Type? type, string name) => accessor switch
    {
        GlobalAccessor.EmptyString => string.Empty,
        GlobalAccessor.OrdinalComparer => StringComparer.Ordinal,
        GlobalAccessor.OrdinalIgnoreCaseComparer => StringComparer.OrdinalIgnoreCase,
        GlobalAccessor.DefaultEqualityComparer when type == typeof(string) => EqualityComparer<string>.Default,
        _ => GetRare(accessor, type, name),
    };

    // Apart: the types that a method names are loaded before it runs, and these are of many assemblies.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object GetRare(GlobalAccessor accessor, Type? type, string name) => accessor switch
    {
        GlobalAccessor.InvariantCultureComparer => StringComparer.InvariantCulture,
        GlobalAccessor.InvariantCultureIgnoreCaseComparer => StringComparer.InvariantCultureIgnoreCase,
        GlobalAccessor.InvariantCulture => CultureInfo.InvariantCulture,
        GlobalAccessor.Utf8 => Encoding.UTF8,
        GlobalAccessor.Unicode => Encoding.Unicode,
        GlobalAccessor.BigEndianUnicode => Encoding.BigEndianUnicode,
        GlobalAccessor.Ascii => Encoding.ASCII,
        GlobalAccessor.Latin1 => Encoding.Latin1,
        GlobalAccessor.Utf32 => Encoding.UTF32,
        GlobalAccessor.UtcTimeZone => TimeZoneInfo.Utc,
        GlobalAccessor.DBNull => DBNull.Value,
        GlobalAccessor.ReferenceEqualityComparer => ReferenceEqualityComparer.Instance,
        GlobalAccessor.DefaultEqualityComparer when type is not null => StaticProperty(typeof(EqualityComparer<>), type, "Default"),
        GlobalAccessor.DefaultComparer when type is not null => StaticProperty(typeof(Comparer<>), type, "Default"),
        GlobalAccessor.EmptyArray when type is not null => EmptyArray(type),
        GlobalAccessor.EmptyImmutableArray when type is not null => EmptyImmutableArray(type),
        GlobalAccessor.InvariantNumberFormat => NumberFormatInfo.InvariantInfo,
        GlobalAccessor.InvariantDateTimeFormat => DateTimeFormatInfo.InvariantInfo,
        GlobalAccessor.InvariantTextInfo => CultureInfo.InvariantCulture.TextInfo,
        GlobalAccessor.Culture => CultureInfo.GetCultureInfo(name),
        GlobalAccessor.TimeZone => TimeZoneInfo.FindSystemTimeZoneById(name),
        GlobalAccessor.XName => NamedGlobals.XName(name),
        GlobalAccessor.XNamespace => NamedGlobals.XNamespace(name),
        GlobalAccessor.SearchValues when type is not null => NamedGlobals.SearchValues(type, name),
        GlobalAccessor.CompletedTask when type is not null => NamedGlobals.CompletedTask(type, name),
        GlobalAccessor.JsonConverter when type is not null => NamedGlobals.JsonConverter(type),
        GlobalAccessor.Assembly when type is not null => type.Assembly,
        GlobalAccessor.Module when type is not null => type.Module,
        GlobalAccessor.CultureComparer => NamedGlobals.CultureComparer(name),
        _ => throw new ImageFormatException($"the image is damaged: accessor {(uint)accessor} of {type}"),
    };

    private static object StaticProperty(Type generic, Type argument, string name) =>
        generic.MakeGenericType(argument).GetProperty(name, BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!;

    private static object EmptyArray(Type element) =>
        typeof(Array).GetMethod(nameof(Array.Empty))!.MakeGenericMethod(element).Invoke(null, null)!;

    // The array inside: immutable arrays are equal where they hold the same array.
    private static object EmptyImmutableArray(Type element)
    {
        Type type = typeof(System.Collections.Immutable.ImmutableArray<>).MakeGenericType(element);
        FieldInfo? array = type.GetField("array", BindingFlags.Instance | BindingFlags.NonPublic);
        return array?.GetValue(type.GetField("Empty")!.GetValue(null)) ?? throw new RestoreException($"this framework's {type} has no field array");
    }
}
