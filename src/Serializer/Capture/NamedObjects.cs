using System.Buffers;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;
using Imaging.Format;
using Imaging.Restore;

namespace Imaging.Serializer.Capture;

/// <summary>Objects that the process keeps one of for each name, type or member.</summary>
internal static class NamedObjects
{
    private static readonly Dictionary<object, Type> s_converters = Converters();

    private static readonly Type[] s_types =
    [
        typeof(CultureInfo), typeof(TimeZoneInfo), typeof(XName), typeof(XNamespace), typeof(SearchValues<char>), typeof(SearchValues<byte>), typeof(SearchValues<string>),
        typeof(Task<bool>), typeof(Task<int>), typeof(JsonConverter), typeof(MemberInfo), typeof(Assembly), typeof(Module),
    ];

    /// <summary>Whether objects of a type may be among them.</summary>
    internal static bool MayFind(Type type) => s_types.Any(known => known.IsAssignableFrom(type));

    /// <summary>How the process finds an object; <see langword="null"/> where it keeps none like it.</summary>
    internal static CapturedGlobal? Find(object value) => value switch
    {
        CultureInfo culture => OfCulture(culture),
        TimeZoneInfo zone => OfTimeZone(zone),
        XName name => CapturedGlobal.Named(GlobalAccessor.XName, name.ToString()),
        XNamespace space => CapturedGlobal.Named(GlobalAccessor.XNamespace, space.NamespaceName),
        SearchValues<char> characters => CapturedGlobal.Named(GlobalAccessor.SearchValues, Convert.ToHexString(MemoryMarshal.AsBytes<char>(ValuesOf(characters))), typeof(char)),
        SearchValues<byte> bytes => CapturedGlobal.Named(GlobalAccessor.SearchValues, Convert.ToHexString(ValuesOf(bytes)), typeof(byte)),
        SearchValues<string> texts when TextsOf(texts) is { } named => CapturedGlobal.Named(GlobalAccessor.SearchValues, named, typeof(string)),
        Task<bool> { IsCompletedSuccessfully: true } task when ReferenceEquals(task, Task.FromResult(task.Result)) => CapturedGlobal.Named(GlobalAccessor.CompletedTask, task.Result.ToString(), typeof(bool)),
        Task<int> { IsCompletedSuccessfully: true } task when ReferenceEquals(task, Task.FromResult(task.Result)) => CapturedGlobal.Named(GlobalAccessor.CompletedTask, task.Result.ToString(CultureInfo.InvariantCulture), typeof(int)),
        JsonConverter converter when s_converters.TryGetValue(converter, out Type? type) => CapturedGlobal.Of(GlobalAccessor.JsonConverter, type),
        FieldInfo or PropertyInfo or EventInfo or ConstructorInfo => OfMember((MemberInfo)value),
        Assembly { IsDynamic: false } assembly => OfAssembly(assembly, GlobalAccessor.Assembly),
        Module { Assembly.IsDynamic: false } module when module == module.Assembly.ManifestModule => OfAssembly(module.Assembly, GlobalAccessor.Module),
        _ => null,
    };

    // The culture of a thread or of the system is another object than the one that is kept for its name.
    private static CapturedGlobal? OfCulture(CultureInfo culture)
    {
        try
        {
            return ReferenceEquals(culture, CultureInfo.GetCultureInfo(culture.Name)) ? CapturedGlobal.Named(GlobalAccessor.Culture, culture.Name) : null;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    private static CapturedGlobal? OfTimeZone(TimeZoneInfo zone) =>
        !ReferenceEquals(zone, TimeZoneInfo.Local) && TimeZoneInfo.TryFindSystemTimeZoneById(zone.Id, out TimeZoneInfo? known) && ReferenceEquals(zone, known)
            ? CapturedGlobal.Named(GlobalAccessor.TimeZone, zone.Id)
            : null;

    /// <summary>A member of a type, or one that a type inherits: what is asked of a derived type is another object, and is not equal.</summary>
    internal static CapturedGlobal? OfMember(MemberInfo member) =>
        member.ReflectedType is { } reflected && !member.Module.Assembly.IsDynamic && member is not MethodInfo { IsConstructedGenericMethod: true }
        && reflected.GetMembers(TypeResolver.AllMembers).Count(other => other.MetadataToken == member.MetadataToken && other.Name == member.Name && other.MemberType == member.MemberType) == 1
            ? CapturedGlobal.OfMember(member)
            : null;

    // By its first type behind the one of global functions.
    private static CapturedGlobal? OfAssembly(Assembly assembly, GlobalAccessor accessor)
    {
        const int FirstType = 0x0200_0002;
        try
        {
            return CapturedGlobal.Of(accessor, assembly.ManifestModule.ResolveType(FirstType));
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or TypeLoadException or BadImageFormatException)
        {
            return null;
        }
    }

    private static T[] ValuesOf<T>(SearchValues<T> values)
        where T : IEquatable<T> =>
        (T[])typeof(SearchValues<T>).GetMethod("GetValues", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(values, null)!;

    // In the order of their characters: the one in which they are kept depends on hash codes.
    private static string? TextsOf(SearchValues<string> values)
    {
        string[] texts = [.. ValuesOf(values).Order(StringComparer.Ordinal)];
        StringComparison? comparison = texts.Length == 0 ? StringComparison.Ordinal : ComparisonOf(values);
        return comparison is null ? null : comparison + string.Concat(texts.Select(static text => "," + Convert.ToHexString(MemoryMarshal.AsBytes(text.AsSpan()))));
    }

    // Most keep a set; those of a single text have it in their type.
    private static StringComparison? ComparisonOf(SearchValues<string> values)
    {
        for (Type? level = values.GetType(); level is not null; level = level.BaseType)
        {
            if (level.GetField("_uniqueValues", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(values) is HashSet<string> unique)
            {
                return unique.Comparer.Equals("a", "A") ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
            }
        }

        string[] cases = [.. values.GetType().GetGenericArguments().Select(static argument => argument.Name)];
        return cases.Any(static name => name.StartsWith("CaseInsensitive", StringComparison.Ordinal)) ? StringComparison.OrdinalIgnoreCase
            : cases.Contains("CaseSensitive") ? StringComparison.Ordinal
            : null;
    }

    private static Dictionary<object, Type> Converters()
    {
        var converters = new Dictionary<object, Type>(ReferenceEqualityComparer.Instance);
        foreach (PropertyInfo property in typeof(JsonMetadataServices).GetProperties(BindingFlags.Static | BindingFlags.Public))
        {
            if (property.PropertyType.IsGenericType && property.GetValue(null) is { } converter)
            {
                converters.TryAdd(converter, property.PropertyType.GetGenericArguments()[0]);
            }
        }

        return converters;
    }
}
