using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ConstrainedExecution;
using System.Text.RegularExpressions;
using Imaging.Layout;

namespace Imaging.Serializer.Capture;

/// <summary>Decides how the objects of a type are captured, by what is known of the type alone.</summary>
internal sealed class TypePolicy(Func<Assembly, bool> isFramework, SurrogateLookup surrogates)
{
    private const int RecentBits = 8;
    private const ulong Spread = 0x9E37_79B9_7F4A_7C15;

    private readonly Dictionary<Type, CapturedType> _types = [];
    private readonly List<CapturedType> _numbered = [];
    private readonly Recent[] _recent = new Recent[1 << RecentBits];

    /// <summary>How many types were met.</summary>
    internal int Count => _numbered.Count;

    internal CapturedType this[int number] => _numbered[number];

    /// <summary>The type of an object. Most are of few types, which are known by the word that their objects begin with.</summary>
    internal CapturedType OfObject(object value)
    {
        nint word = MethodTableFacts.WordOf(value);
        ref Recent recent = ref _recent[((ulong)word * Spread) >> (64 - RecentBits)];
        if (recent.Word != word)
        {
            recent = new Recent(word, Of(value.GetType()));
        }

        return recent.Type;
    }

    internal CapturedType Of(Type type)
    {
        if (!_types.TryGetValue(type, out CapturedType? known))
        {
            _types.Add(type, known = Decide(type));
            _numbered.Add(known);
        }

        return known;
    }

    private CapturedType Decide(Type type)
    {
        TypeFields fields = TypeFields.Of(type);
        if (surrogates.Of(type) is { } surrogate)
        {
            return new CapturedType(type, surrogate.Refusal is null ? CaptureMode.Surrogate : CaptureMode.Refused, surrogate.Refusal, fields) { Number = _numbered.Count, Surrogate = surrogate.Class };
        }

        CaptureMode mode = Mode(type);
        CaptureRefusal? refusal = mode is CaptureMode.Delegate or CaptureMode.Type or CaptureMode.Method or CaptureMode.Regex or CaptureMode.Construct ? null : Refuse(type, fields);
        return new CapturedType(type, refusal is null ? mode : CaptureMode.Refused, refusal, fields) { Number = _numbered.Count };
    }

    private static CaptureMode Mode(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return CaptureMode.Delegate;
        }

        if (typeof(Type).IsAssignableFrom(type))
        {
            return CaptureMode.Type;
        }

        if (typeof(MethodInfo).IsAssignableFrom(type))
        {
            return CaptureMode.Method;
        }

        if (type == typeof(Regex))
        {
            return CaptureMode.Regex;
        }

        if (type.IsArray && !type.IsSZArray)
        {
            return CaptureMode.Bounded;
        }

        if (Constructions.IsAlways(type))
        {
            return CaptureMode.Construct;
        }

        if (StableCollections.IsOrdered(type))
        {
            return CaptureMode.CopyOrConstruct;
        }

        if (ObjectsAtRest.AreAsked(type))
        {
            return CaptureMode.CopyIfAtRest;
        }

        if (CapturedHashTable.Of(type) is not null)
        {
            return CaptureMode.HashTable;
        }

        return (type.IsGenericType ? type.GetGenericTypeDefinition().FullName : null) switch
        {
            "System.Collections.Concurrent.ConcurrentDictionary`2" => CaptureMode.Construct,
            "System.Linq.CollectionLookup`2" or "System.Linq.Lookup`2" => CaptureMode.Lookup,
            "System.Linq.Grouping`2" => CaptureMode.LookupGrouping,
            _ => CaptureMode.Copy,
        };
    }

    private CaptureRefusal? Refuse(Type type, TypeFields fields)
    {
        if (type == typeof(string) || (type.IsArray && fields.Refusal is null && !type.GetElementType()!.IsPointer))
        {
            return null;
        }

        if (type.IsArray)
        {
            return new CaptureRefusal(DiagnosticCodes.TypeNotProven, $"elements of {type} cannot be captured: {fields.Refusal ?? "they are pointers"}");
        }

        if (MethodTableFacts.Of(type).HasFinalizer || typeof(CriticalFinalizerObject).IsAssignableFrom(type))
        {
            return new CaptureRefusal(DiagnosticCodes.Finalizable, $"{type} has a finalizer: it owns something outside the graph; keep what it was made from in the root, and make it when it is needed");
        }

        if (type.IsCOMObject || type.IsPointer)
        {
            return new CaptureRefusal(DiagnosticCodes.NativeState, $"{type} stands for native state; keep what it was made from in the root");
        }

        if (fields.Refusal is { } refusal)
        {
            return new CaptureRefusal(DiagnosticCodes.NativeState, $"{type} cannot be captured: {refusal}; keep what it was made from in the root");
        }

        if (AmbientRefusal(type) is { } ambient)
        {
            return ambient;
        }

        if (!MethodTableFacts.Of(type).HasReferencesAt(Array.ConvertAll(fields.References, static r => new ReferenceSlot(r.Offset, r.Declared))))
        {
            return new CaptureRefusal(DiagnosticCodes.TypeNotProven, $"the references in {type} do not lie where its fields say; exclude the root with ImagingExclude");
        }

        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            if (isFramework(level.Assembly) && !IsKnown(level, isBase: level != type))
            {
                string which = level == type ? $"{type}" : $"{type} derives from {level}";
                return new CaptureRefusal(DiagnosticCodes.TypeNotProven, $"{which}: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude");
            }
        }

        return null;
    }

    private static bool IsKnown(Type level, bool isBase)
    {
        if (level.IsValueType || level == typeof(ValueType) || level == typeof(Enum))
        {
            return true;
        }

        Type? definition = level.IsGenericType ? level.GetGenericTypeDefinition() : null;
        if (definition == typeof(ConcurrentDictionary<,>))
        {
            return !isBase;
        }

        return definition?.FullName is "System.Linq.CollectionLookup`2" or "System.Linq.Lookup`2" or "System.Linq.Grouping`2"
            || CapturedHashTable.IsTable(level)
            || FrameworkTypes.IsCopied(level);
    }

    private static CaptureRefusal? AmbientRefusal(Type type) => type.FullName switch
    {
        "System.CultureAwareComparer" or "System.Collections.Comparer" or "System.Collections.CaseInsensitiveComparer" or "System.Globalization.CultureInfo" or "System.Globalization.CompareInfo"
            or "System.Globalization.TextInfo" or "System.Globalization.NumberFormatInfo" or "System.Globalization.DateTimeFormatInfo" =>
            new CaptureRefusal(DiagnosticCodes.AmbientState, $"{type} holds settings of a culture as the building machine has them; use CultureInfo.GetCultureInfo, StringComparer.Ordinal or the invariant culture, or keep the culture's name in the root"),
        "System.TimeZoneInfo" =>
            new CaptureRefusal(DiagnosticCodes.AmbientState, $"{type} holds rules as the building machine has them; use TimeZoneInfo.FindSystemTimeZoneById, or keep the time zone's id in the root"),
        _ => null,
    };

    private readonly record struct Recent(nint Word, CapturedType Type);
}
