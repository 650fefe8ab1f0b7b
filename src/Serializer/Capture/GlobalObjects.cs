using System.Reflection;
using Imaging.Format;
using Imaging.Restore;

namespace Imaging.Serializer.Capture;

/// <summary>Tells which objects of a graph the process has one of: those are linked, not copied.</summary>
internal sealed class GlobalObjects
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
        GlobalAccessor.InvariantNumberFormat,
        GlobalAccessor.InvariantDateTimeFormat,
        GlobalAccessor.InvariantTextInfo,
    ];

    private readonly Dictionary<object, CapturedGlobal> _accessors = Accessors();
    private readonly HashSet<Type> _typesOfAccessors;
    private readonly HashSet<Type> _typesBehindStatics = [];
    private readonly Dictionary<Type, (object Plain, object Immutable)> _emptyArrays = [];
    private readonly HashSet<Type> _scanned = [];
    private readonly Dictionary<object, CapturedGlobal> _behindStatics = new(ReferenceEqualityComparer.Instance);
    private readonly StaticObjects _frameworkStatics = new();
    private readonly Func<Assembly, bool> _isFramework;
    private readonly Func<FieldInfo, object?> _initialValue;
    private readonly Assembly _package;
    private readonly bool _hasSecondCapture;

    /// <param name="package">The package that is captured.</param>
    /// <param name="isFramework">Tells of an assembly whether it belongs to the framework.</param>
    /// <param name="initialValue">What a static field holds before any builder ran.</param>
    /// <param name="hasSecondCapture">Whether a second capture, in another process, is compared with this one.</param>
    internal GlobalObjects(Assembly package, Func<Assembly, bool> isFramework, Func<FieldInfo, object?> initialValue, bool hasSecondCapture)
    {
        _hasSecondCapture = hasSecondCapture;
        _package = package;
        _initialValue = initialValue;
        _isFramework = isFramework;
        _typesOfAccessors = [.. _accessors.Keys.Select(static value => value.GetType())];
        Reach = new StaticReach(Statics, isFramework);
    }

    /// <summary>The objects that static fields of the package and its closure hold.</summary>
    internal StaticObjects Statics { get; } = new();

    /// <summary>The objects that those fields lead to.</summary>
    internal StaticReach Reach { get; }

    /// <summary>Whether it is known of an object's type that the process has none to be linked: that of most is asked for once.</summary>
    internal bool IsNone(object value, CapturedType type) => type.NotGlobalAt == Version && value is not Array { Length: 0 };

    /// <summary>How the process finds an object; <see langword="null"/> where the object must be captured.</summary>
    /// <param name="value">The object.</param>
    /// <param name="type">Its type.</param>
    /// <param name="isRoot">Whether it is a root's value: an image that only says where the process has it saves nothing.</param>
    /// <exception cref="CaptureRefusedException">The process has another copy of the object, which may differ, or one that depends on its settings.</exception>
    internal CapturedGlobal? Find(object value, CapturedType type, bool isRoot)
    {
        if (Find(value, isRoot) is { } global)
        {
            return global;
        }

        type.NotGlobalAt = MayBeGlobal(type.Type) ? -1 : Version;
        return null;
    }

    private int Version => Statics.Version + _frameworkStatics.Version + _behindStatics.Count;

    private bool MayBeGlobal(Type type) =>
        typeof(Delegate).IsAssignableFrom(type) || IsComparer(type) || Statics.Holds(type) || _frameworkStatics.Holds(type)
        || _typesOfAccessors.Contains(type) || _typesBehindStatics.Contains(type) || (_isFramework(type.Assembly) && NamedObjects.MayFind(type));

    private static bool IsComparer(Type type)
    {
        Type? level = type;
        while (level is not null && level != typeof(StringComparer) && !(level.IsGenericType && level.GetGenericTypeDefinition() is var definition && (definition == typeof(EqualityComparer<>) || definition == typeof(Comparer<>))))
        {
            level = level.BaseType;
        }

        return level is not null;
    }

    private CapturedGlobal? Find(object value, bool isRoot)
    {
        if (_accessors.TryGetValue(value, out CapturedGlobal? known) || (!isRoot && _behindStatics.TryGetValue(value, out known)))
        {
            return known;
        }

        Type type = value.GetType();
        if (value is Array array)
        {
            if (array.Length == 0 && type.IsSZArray && EmptyArray(array, type.GetElementType()!) is { } empty)
            {
                return empty;
            }
        }
        else if (DefaultComparer(value, type) is { } comparer)
        {
            return comparer;
        }

        return (_isFramework(type.Assembly) ? NamedObjects.Find(value) : null)
            ?? (_hasSecondCapture ? StringComparers.OfCulture(value) : null)
            ?? FindStatic(value, type, isRoot);
    }

    /// <summary>Whether an object that was linked is still as it was before any builder ran.</summary>
    internal bool IsUnchanged(object value, CapturedGlobal global) =>
        global is not { Kind: GlobalKind.StaticField or GlobalKind.StaticPath, Member: FieldInfo field } || _isFramework(field.Module.Assembly) || ImmutableGraph.IsImmutable(value)
        || (StaticPath.Follow(_initialValue(field), global.Text![field.Name.Length..]) is { } initial && SameContent.Is(value, initial, int.MaxValue));

    /// <summary>Has an object that a static field leads to linked from now on, if it is as it was before any builder ran.</summary>
    internal bool LinkBehind(ReachedObject found)
    {
        if (found.Steps is not { Length: > 0 } steps || StaticPath.Follow(_initialValue(found.Holder.Field), steps) is not { } initial || !SameContent.Is(found.Value, initial, MostObjects(found.Holder.Field)))
        {
            return false;
        }

        _typesBehindStatics.Add(found.Value.GetType());
        _behindStatics.Add(found.Value, CapturedGlobal.Behind(found.Holder.Field, steps));
        return true;
    }

    // A large table of its own a package makes a root of. One of another package it cannot but refer to.
    private int MostObjects(FieldInfo field) => field.Module.Assembly == _package ? SameContent.FewObjects : int.MaxValue;

    private CapturedGlobal? FindStatic(object value, Type type, bool isRoot)
    {
        if (value is Delegate called)
        {
            return FindDelegate(called, isRoot);
        }

        if (type.IsGenericType && _isFramework(type.Assembly))
        {
            Statics.ScanArguments(type, _isFramework);
        }

        for (Type? level = type; level is not null && level != typeof(object) && !type.IsValueType && value is not Array; level = level.BaseType)
        {
            if (!_isFramework(level.Assembly))
            {
                Statics.ScanGeneric(level);
            }
            else if (_scanned.Add(level))
            {
                _frameworkStatics.ScanType(level);
            }
        }

        if (_frameworkStatics.HolderOf(value) is { IsFinal: true } known)
        {
            return CapturedGlobal.StaticField(known.Field);
        }

        if (Statics.HolderOf(value) is not { } holder)
        {
            return null;
        }

        if (holder.IsFinal && (ImmutableGraph.IsImmutable(value) || (!isRoot && IsInitial(holder.Field, value))))
        {
            return CapturedGlobal.StaticField(holder.Field);
        }

        return !isRoot && holder.Field.IsInitOnly && LinkBehind(new ReachedObject(value, holder, "", holder.Steps))
            ? _behindStatics[value]
            : throw new CaptureRefusedException(
                DiagnosticCodes.AlsoStatic,
                $"the static field {holder} holds it too, and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root");
    }

    // One is as good as another of the same code, but for the variables that it captured.
    private CapturedGlobal? FindDelegate(Delegate value, bool isRoot) =>
        value.Target is not null && !isRoot && Statics.HolderOf(value) is { IsFinal: true } holder && IsInitial(holder.Field, value)
            ? CapturedGlobal.StaticField(holder.Field)
            : null;

    // What can be changed and was not: the field holds the same in every process, or what the program made of it.
    private bool IsInitial(FieldInfo field, object value) => _initialValue(field) is { } initial && SameContent.Is(value, initial, MostObjects(field));

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

            if (!isEquality && CultureOrder.Orders(argument))
            {
                throw new CaptureRefusedException(
                    DiagnosticCodes.AmbientState,
                    argument == typeof(string)
                        ? "Comparer<string>.Default orders by the current culture, which differs between processes; use StringComparer.Ordinal"
                        : $"Comparer<{argument}>.Default orders strings by the current culture, which differs between processes; use a comparer of your own that compares them by ordinal value");
            }

            return CapturedGlobal.Of(isEquality ? GlobalAccessor.DefaultEqualityComparer : GlobalAccessor.DefaultComparer, argument);
        }

        return null;
    }

    private CapturedGlobal? EmptyArray(Array value, Type element)
    {
        if (!_emptyArrays.TryGetValue(element, out (object Plain, object Immutable) empty))
        {
            empty = (GlobalAccessors.Get(GlobalAccessor.EmptyArray, element, ""), GlobalAccessors.Get(GlobalAccessor.EmptyImmutableArray, element, ""));
            _emptyArrays.Add(element, empty);
        }

        return ReferenceEquals(value, empty.Plain) ? CapturedGlobal.Of(GlobalAccessor.EmptyArray, element)
            : ReferenceEquals(value, empty.Immutable) ? CapturedGlobal.Of(GlobalAccessor.EmptyImmutableArray, element)
            : null;
    }

    private static Dictionary<object, CapturedGlobal> Accessors()
    {
        var accessors = new Dictionary<object, CapturedGlobal>(ReferenceEqualityComparer.Instance);
        foreach (GlobalAccessor accessor in s_plain)
        {
            accessors.TryAdd(GlobalAccessors.Get(accessor, null, ""), CapturedGlobal.Of(accessor));
        }

        foreach (FieldInfo field in StringComparers.Fields)
        {
            accessors.TryAdd(field.GetValue(null)!, CapturedGlobal.StaticField(field));
        }

        return accessors;
    }
}
