using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Imaging.Layout;
using Imaging.Restore;

namespace Imaging.Serializer.Capture;

/// <summary>An object that a static field leads to.</summary>
/// <param name="Value">The object.</param>
/// <param name="Holder">The field.</param>
/// <param name="Path">From the field to the object.</param>
/// <param name="Steps">The same for <see cref="StaticPath"/>; <see langword="null"/> where something on the way may be written, or cannot be named.</param>
internal sealed record ReachedObject(object Value, StaticHolder Holder, string Path, string? Steps);

/// <summary>Walks what static fields hold, breadth first: through objects of the package and its closure, and through collections.</summary>
/// <remarks>Other objects of the framework are not looked into: behind many of them lies the whole process.</remarks>
internal sealed class StaticReach(StaticObjects statics, Func<Assembly, bool> isFramework)
{
    private readonly Dictionary<Type, FieldReference[]> _references = [];
    private readonly List<Step> _steps = [];
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    private readonly record struct Step(object Value, int Parent, long Place, StaticHolder Holder);

    /// <summary>The objects that are wanted, the nearest first. What is behind them is not looked at.</summary>
    /// <param name="isWanted">Tells of an object whether it is wanted; <see langword="null"/> where it is not and nothing behind it can be.</param>
    internal IEnumerable<ReachedObject> Find(Func<object, bool?> isWanted)
    {
        _steps.Clear();
        _seen.Clear();
        foreach ((object value, StaticHolder holder) in statics.Holders)
        {
            var step = new Step(value, -1, 0, holder);
            if (Meet(step, isWanted))
            {
                yield return Reached(step);
            }
        }

        for (int next = 0; next < _steps.Count; next++)
        {
            object value = _steps[next].Value;
            FieldReference[] references = _references[value.GetType()];
            (int size, long count) = value is Array array ? ((int)MethodTableFacts.Of(value.GetType()).ComponentSize, array.LongLength) : (0, 1);
            for (long place = 0; place < count * references.Length; place++)
            {
                var step = new Step(null!, next, place, default);
                if (Child(value, references, size, place) is { } child and not string && Meet(step with { Value = child }, isWanted))
                {
                    yield return Reached(step with { Value = child });
                }
            }
        }
    }

    private static object? Child(object value, FieldReference[] references, int size, long place)
    {
        ref byte fields = ref value is Array elements ? ref MemoryMarshal.GetArrayDataReference(elements) : ref MethodTableFacts.FieldsOf(value);
        nint offset = (nint)(place / references.Length * size) + references[(int)(place % references.Length)].Offset;
        return Unsafe.As<byte, object?>(ref Unsafe.AddByteOffset(ref fields, offset));
    }

    private bool Meet(in Step step, Func<object, bool?> isWanted)
    {
        if (!_seen.Add(step.Value))
        {
            return false;
        }

        bool? wanted = isWanted(step.Value);
        if (wanted == false && ReferencesIn(step.Value.GetType()).Length > 0)
        {
            _steps.Add(step);
        }

        return wanted == true;
    }

    private FieldReference[] ReferencesIn(Type type)
    {
        if (!_references.TryGetValue(type, out FieldReference[]? references))
        {
            _references.Add(type, references = LeadsOn(type) ? TypeFields.Of(type).References : []);
        }

        return references;
    }

    private bool LeadsOn(Type type) =>
        type.IsArray || (isFramework(type.Assembly) ? type.IsValueType || typeof(Delegate).IsAssignableFrom(type) || IsCollection(type) : !Packages.RootDiscovery.IsRoot(type));

    // A ConcurrentDictionary is how libraries write a cache: the program fills its own when it asks, not when it starts.
    private static bool IsCollection(Type type) =>
        !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(System.Collections.Concurrent.ConcurrentDictionary<,>))
        && (FrameworkTypes.IsCopied(type) || type.Namespace is { } space && (space.StartsWith("System.Collections", StringComparison.Ordinal) || space == "System.Linq"));

    private ReachedObject Reached(Step last)
    {
        var path = new Stack<string>();
        var steps = new Stack<string?>();
        Step at = last;
        for (; at.Parent >= 0; at = _steps[at.Parent])
        {
            object parent = _steps[at.Parent].Value;
            path.Push(Name(parent.GetType(), at.Place));
            steps.Push(Steps(parent.GetType(), at.Place));
        }

        StaticHolder holder = at.Holder;
        string? all = holder.Field.IsInitOnly && holder.Steps is not null && steps.All(static step => step is not null) ? holder.Steps + string.Concat(steps) : null;
        return new ReachedObject(last.Value, holder, $"{holder}{holder.Part}{string.Concat(path)}", all);
    }

    // Arrays that static fields lead to are tables that nobody writes to, as long as nobody did.
    private string? Steps(Type parent, long place)
    {
        FieldReference[] references = _references[parent];
        IReadOnlyList<FieldInfo>? fields = references[(int)(place % references.Length)].Fields;
        if (fields is null || (parent.IsArray ? !parent.IsSZArray : !fields[0].IsInitOnly || StaticPath.FieldOf(parent, fields[0].Name) is not { } found || found.MetadataToken != fields[0].MetadataToken))
        {
            return null;
        }

        return (parent.IsArray ? StaticPath.Element(place / references.Length) : "") + StaticPath.Steps(fields);
    }

    private string Name(Type parent, long place)
    {
        FieldReference[] references = _references[parent];
        string path = references[(int)(place % references.Length)].Path;
        string element = parent.IsArray ? string.Create(CultureInfo.InvariantCulture, $"[{place / references.Length}]") : "";
        return FieldPath.Behind(element, path);
    }
}
