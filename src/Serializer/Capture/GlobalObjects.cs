using System.Reflection;
using Imaging.Format;
using Imaging.Restore;

namespace Imaging.Serializer.Capture;

/// <summary>Tells which objects of a graph the process has one of: those are linked, not copied.</summary>
internal sealed class GlobalObjects(Func<Assembly, bool> isFramework)
{
    private static readonly GlobalAccessor[] s_plain =
    [
        GlobalAccessor.EmptyString,
        GlobalAccessor.OrdinalComparer,
        GlobalAccessor.OrdinalIgnoreCaseComparer,
        GlobalAccessor.InvariantCultureComparer,
        GlobalAccessor.InvariantCultureIgnoreCaseComparer,
        GlobalAccessor.InvariantCulture,
        GlobalAccessor.Utf8,
        GlobalAccessor.Unicode,
        GlobalAccessor.BigEndianUnicode,
        GlobalAccessor.Ascii,
        GlobalAccessor.Latin1,
        GlobalAccessor.Utf32,
        GlobalAccessor.UtcTimeZone,
        GlobalAccessor.DBNull,
        GlobalAccessor.ReferenceEqualityComparer,
        GlobalAccessor.NonRandomizedDefaultComparer,
        GlobalAccessor.NonRandomizedOrdinalComparer,
        GlobalAccessor.NonRandomizedOrdinalIgnoreCaseComparer,
    ];

    private readonly Dictionary<object, CapturedGlobal> _accessors = Accessors();
    private readonly Dictionary<Type, object> _emptyArrays = [];
    private readonly HashSet<Type> _scanned = [];
    private readonly StaticObjects _frameworkStatics = new();

    /// <summary>The objects that static fields of the package and its closure hold.</summary>
    internal StaticObjects Statics { get; } = new();

    /// <summary>How the process finds an object; <see langword="null"/> where the object must be captured.</summary>
    /// <exception cref="CaptureRefusedException">The process has another copy of the object, which may differ, or one that depends on its settings.</exception>
    internal CapturedGlobal? Find(object value)
    {
        if (_accessors.TryGetValue(value, out CapturedGlobal? accessor))
        {
            return accessor;
        }

        Type type = value.GetType();
        if (value is Array array)
        {
            if (array.Length == 0 && type.IsSZArray && ReferenceEquals(EmptyArray(type.GetElementType()!), array))
            {
                return CapturedGlobal.Of(GlobalAccessor.EmptyArray, type.GetElementType());
            }
        }
        else if (DefaultComparer(value, type) is { } comparer)
        {
            return comparer;
        }

        return FindStatic(value, type);
    }

    private CapturedGlobal? FindStatic(object value, Type type)
    {
        if (value is Delegate)
        {
            return null;
        }

        if (Statics.HolderOf(value) is { } holder)
        {
            return holder.IsInitOnly && ImmutableGraph.IsImmutable(value)
                ? CapturedGlobal.StaticField(holder)
                : throw new CaptureRefusedException(
                    DiagnosticCodes.AlsoStatic,
                    $"the static field {holder.DeclaringType}.{holder.Name} holds it too, and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root");
        }

        if (!isFramework(type.Assembly) || type.IsValueType || value is Array)
        {
            return null;
        }

        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            if (_scanned.Add(level))
            {
                _frameworkStatics.ScanType(level);
            }
        }

        return _frameworkStatics.HolderOf(value) is { IsInitOnly: true } field ? CapturedGlobal.StaticField(field) : null;
    }

    private static CapturedGlobal? DefaultComparer(object value, Type type)
    {
        for (Type? level = type; level is not null; level = level.BaseType)
        {
            if (!level.IsGenericType)
            {
                continue;
            }

            Type definition = level.GetGenericTypeDefinition();
            bool isEquality = definition == typeof(EqualityComparer<>);
            if (!isEquality && definition != typeof(Comparer<>))
            {
                continue;
            }

            object? theDefault = level.GetProperty("Default", BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)!.GetValue(null);
            Type argument = level.GetGenericArguments()[0];
            if (!ReferenceEquals(theDefault, value))
            {
                return null;
            }

            if (!isEquality && argument == typeof(string))
            {
                throw new CaptureRefusedException(
                    DiagnosticCodes.AmbientState,
                    "Comparer<string>.Default orders by the current culture, which differs between processes; use StringComparer.Ordinal");
            }

            return CapturedGlobal.Of(isEquality ? GlobalAccessor.DefaultEqualityComparer : GlobalAccessor.DefaultComparer, argument);
        }

        return null;
    }

    private object EmptyArray(Type element)
    {
        if (!_emptyArrays.TryGetValue(element, out object? empty))
        {
            _emptyArrays.Add(element, empty = GlobalAccessors.Get(GlobalAccessor.EmptyArray, element));
        }

        return empty;
    }

    private static Dictionary<object, CapturedGlobal> Accessors()
    {
        var accessors = new Dictionary<object, CapturedGlobal>(ReferenceEqualityComparer.Instance);
        foreach (GlobalAccessor accessor in s_plain)
        {
            accessors.TryAdd(GlobalAccessors.Get(accessor, null), CapturedGlobal.Of(accessor));
        }

        return accessors;
    }
}
