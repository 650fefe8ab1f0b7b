using System.Buffers;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;
using Imaging.Format;

namespace Imaging.Serializer.Capture;

/// <summary>Objects that the process keeps one of for each name, type or member.</summary>
internal static class NamedObjects
{
    private static readonly Dictionary<object, Type> s_converters = Converters();

    /// <summary>How the process finds an object; <see langword="null"/> where it keeps none like it.</summary>
    internal static CapturedGlobal? Find(object value) => value switch
    {
        CultureInfo culture => OfCulture(culture),
        TimeZoneInfo zone => OfTimeZone(zone),
        XName name => CapturedGlobal.Named(GlobalAccessor.XName, name.ToString()),
        XNamespace space => CapturedGlobal.Named(GlobalAccessor.XNamespace, space.NamespaceName),
        SearchValues<char> characters => CapturedGlobal.Named(GlobalAccessor.SearchValues, Convert.ToHexString(MemoryMarshal.AsBytes<char>(ValuesOf(characters))), typeof(char)),
        SearchValues<byte> bytes => CapturedGlobal.Named(GlobalAccessor.SearchValues, Convert.ToHexString(ValuesOf(bytes)), typeof(byte)),
        Task<bool> { IsCompletedSuccessfully: true } task when ReferenceEquals(task, Task.FromResult(task.Result)) => CapturedGlobal.Named(GlobalAccessor.CompletedTask, task.Result.ToString(), typeof(bool)),
        Task<int> { IsCompletedSuccessfully: true } task when ReferenceEquals(task, Task.FromResult(task.Result)) => CapturedGlobal.Named(GlobalAccessor.CompletedTask, task.Result.ToString(CultureInfo.InvariantCulture), typeof(int)),
        JsonConverter converter when s_converters.TryGetValue(converter, out Type? type) => CapturedGlobal.Of(GlobalAccessor.JsonConverter, type),
        FieldInfo or PropertyInfo or ConstructorInfo => OfMember((MemberInfo)value),
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

    // One that was asked of a derived type is another object, and is not equal.
    private static CapturedGlobal? OfMember(MemberInfo member) =>
        member.DeclaringType is { } declaring && member.ReflectedType == declaring && !member.Module.Assembly.IsDynamic ? CapturedGlobal.OfMember(member) : null;

    private static T[] ValuesOf<T>(SearchValues<T> values)
        where T : IEquatable<T> =>
        (T[])typeof(SearchValues<T>).GetMethod("GetValues", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(values, null)!;

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
