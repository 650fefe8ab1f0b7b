using System.Runtime.InteropServices;
using System.Text;
using Imaging.Restore;

namespace Imaging.Serializer.Capture;

/// <summary>
/// What lies in the array of a collection beside its elements: what was removed, or whatever lay in memory. References
/// there are null already.
/// </summary>
internal sealed unsafe class CollectionSlack
{
    private static readonly Dictionary<Type, (string Array, string Count, string? First)> s_fields = new()
    {
        [typeof(StringBuilder)] = ("m_ChunkChars", "m_ChunkLength", null),
        [typeof(List<>)] = ("_items", "_size", null),
        [typeof(Stack<>)] = ("_array", "_size", null),
        [typeof(Queue<>)] = ("_array", "_size", "_head"),
    };

    private readonly int _array;
    private readonly int _count;
    private readonly int? _first;

    private CollectionSlack(Type collection, (string Array, string Count, string? First) fields)
    {
        _array = InstanceField.Offset(collection, fields.Array);
        _count = InstanceField.Offset(collection, fields.Count);
        _first = fields.First is null ? null : InstanceField.Offset(collection, fields.First);
    }

    /// <summary>Of a type that is such a collection or derives from one; <see langword="null"/> for any other.</summary>
    internal static CollectionSlack? Of(Type type)
    {
        for (Type? level = type; level is not null; level = level.BaseType)
        {
            if (s_fields.TryGetValue(level.IsGenericType ? level.GetGenericTypeDefinition() : level, out (string Array, string Count, string? First) fields))
            {
                return new CollectionSlack(level, fields);
            }
        }

        return null;
    }

    /// <summary>Whether the array lies in a field.</summary>
    internal bool IsIn(FieldReference field) => field.Offset == _array;

    /// <summary>Takes the slack out of a captured array.</summary>
    /// <param name="collection">Whose array it is.</param>
    /// <param name="elements">The captured elements.</param>
    /// <param name="length">How many.</param>
    /// <param name="size">Bytes of one.</param>
    internal void Clear(object collection, byte* elements, long length, int size)
    {
        long first = _first is { } offset ? InstanceField.Of<int>(collection, offset) : 0;
        long end = first + InstanceField.Of<int>(collection, _count);
        if (end <= length)
        {
            Clear(0, first);
            Clear(end, length);
        }
        else
        {
            // A queue goes on at the start of its array.
            Clear(end - length, first);
        }

        void Clear(long from, long to) => NativeMemory.Clear(elements + (from * size), (nuint)(Math.Max(to - from, 0) * size));
    }
}
