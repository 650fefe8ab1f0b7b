using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using Imaging.Restore;

namespace Imaging.Serializer.Capture;

/// <summary>
/// Gives the keys of collections that promise no order one that does not depend on hash codes, which differ between processes:
/// the same content makes the same image. Keys that cannot be told apart by the nearest of their content stay as they were met.
/// </summary>
/// <remarks>A key may be a node of a large graph: of one that was met in it before, the number says the same as its content.</remarks>
internal static class CanonicalOrder
{
    private const int MaxDepth = 8;
    private const int MaxObjects = 100;
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly HashSet<Type> s_unordered =
    [
        typeof(ConcurrentDictionary<,>), typeof(FrozenDictionary<,>), typeof(FrozenSet<>), typeof(ImmutableDictionary<,>), typeof(ImmutableHashSet<>), typeof(Hashtable),
    ];

    internal static ConstructionArguments Of(object collection, in ConstructionArguments made)
    {
        if (made.Keys is not Array { Length: > 1 } keys || !IsUnordered(collection.GetType()))
        {
            return made;
        }

        string[] texts = [.. keys.Cast<object?>().Select(static key => Text(key))];
        int[] order = [.. Enumerable.Range(0, keys.Length).OrderBy(place => texts[place], StringComparer.Ordinal)];
        return made with { Keys = Ordered(keys, order), Values = made.Values is Array values && values.Length == keys.Length ? Ordered(values, order) : made.Values };
    }

    private static bool IsUnordered(Type? type) =>
        type is not null && (s_unordered.Contains(type.IsGenericType ? type.GetGenericTypeDefinition() : type) || IsUnordered(type.BaseType));

    private static Array Ordered(Array array, int[] order)
    {
        var ordered = Array.CreateInstance(array.GetType().GetElementType()!, order.Length);
        for (int i = 0; i < order.Length; i++)
        {
            ordered.SetValue(array.GetValue(order[i]), i);
        }

        return ordered;
    }

    private static string Text(object? key)
    {
        var text = new StringBuilder();
        Append(text, key, 0, new Dictionary<object, int>(ReferenceEqualityComparer.Instance));
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value, int depth, Dictionary<object, int> met)
    {
        if (value is null || depth == MaxDepth)
        {
            text.Append('0');
            return;
        }

        Type type = value.GetType();
        text.Append(type.FullName).Append('\u0001');
        if (value is string or Type)
        {
            text.Append(value);
        }
        else if (value is IFormattable formattable && (type.IsPrimitive || type.IsEnum || type.Namespace == nameof(System)))
        {
            text.Append(formattable.ToString(value is DateTime or DateTimeOffset ? "O" : null, CultureInfo.InvariantCulture));
        }
        else if (type.IsPrimitive)
        {
            text.Append(value);
        }
        else if (met.TryGetValue(value, out int number))
        {
            text.Append(CultureInfo.InvariantCulture, $"{number}");
        }
        else if (value is not Array && met.Count < MaxObjects)
        {
            met.Add(value, met.Count);
            for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
            {
                foreach (FieldInfo field in level.GetFields(Declared).OrderBy(static field => field.MetadataToken))
                {
                    Append(text, field.GetValue(value), depth + 1, met);
                }
            }
        }

        text.Append('\u0000');
    }
}
