using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Imaging.Layout;

namespace Imaging.Serializer.Capture;

/// <summary>An object that a static field leads to.</summary>
/// <param name="Value">The object.</param>
/// <param name="Holder">The field.</param>
/// <param name="Path">From the field to the object.</param>
internal sealed record ReachedObject(object Value, StaticHolder Holder, string Path);

/// <summary>Walks what static fields hold, breadth first: through objects of the package and its closure, and through collections.</summary>
/// <remarks>Other objects of the framework are not looked into: behind many of them lies the whole process.</remarks>
internal sealed class StaticReach(StaticObjects statics, Func<Assembly, bool> isFramework)
{
    private readonly Dictionary<Type, IReadOnlyList<FieldReference>> _references = [];
    private readonly List<Step> _steps = [];
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    private readonly record struct Step(object Value, int Parent, long Place, StaticHolder Holder);

    /// <summary>The first object that is wanted; <see langword="null"/> where there is none.</summary>
    /// <param name="isWanted">Tells of an object whether it is wanted; <see langword="null"/> where it is not and nothing behind it can be.</param>
    internal ReachedObject? Find(Func<object, bool?> isWanted)
    {
        _steps.Clear();
        _seen.Clear();
        foreach ((object value, StaticHolder holder) in statics.Holders)
        {
            if (Meet(new Step(value, -1, 0, holder), isWanted))
            {
                return Last();
            }
        }

        for (int next = 0; next < _steps.Count; next++)
        {
            object value = _steps[next].Value;
            IReadOnlyList<FieldReference> references = _references[value.GetType()];
            (int size, long count) = value is Array array ? ((int)MethodTableFacts.Of(value.GetType()).ComponentSize, array.LongLength) : (0, 1);
            for (long place = 0; place < count * references.Count; place++)
            {
                ref byte fields = ref value is Array elements ? ref MemoryMarshal.GetArrayDataReference(elements) : ref MethodTableFacts.FieldsOf(value);
                nint offset = (nint)(place / references.Count * size) + references[(int)(place % references.Count)].Offset;
                if (Unsafe.As<byte, object?>(ref Unsafe.AddByteOffset(ref fields, offset)) is { } child and not string
                    && Meet(new Step(child, next, place, default), isWanted))
                {
                    return Last();
                }
            }
        }

        return null;
    }

    private bool Meet(in Step step, Func<object, bool?> isWanted)
    {
        if (!_seen.Add(step.Value))
        {
            return false;
        }

        bool? wanted = isWanted(step.Value);
        if (wanted == true || (wanted == false && ReferencesIn(step.Value.GetType()).Count > 0))
        {
            _steps.Add(step);
        }

        return wanted == true;
    }

    private IReadOnlyList<FieldReference> ReferencesIn(Type type)
    {
        if (!_references.TryGetValue(type, out IReadOnlyList<FieldReference>? references))
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

    private ReachedObject Last()
    {
        var path = new Stack<string>();
        int at = _steps.Count - 1;
        for (; _steps[at].Parent >= 0; at = _steps[at].Parent)
        {
            path.Push(Name(_steps[_steps[at].Parent].Value.GetType(), _steps[at].Place));
        }

        StaticHolder holder = _steps[at].Holder;
        return new ReachedObject(_steps[^1].Value, holder, $"{holder}{holder.Part}{string.Concat(path)}");
    }

    private string Name(Type parent, long place)
    {
        IReadOnlyList<FieldReference> references = _references[parent];
        string path = references[(int)(place % references.Count)].Path;
        string element = parent.IsArray ? string.Create(CultureInfo.InvariantCulture, $"[{place / references.Count}]") : "";
        return path.Length == 0 ? element : $"{element}.{path}";
    }
}
