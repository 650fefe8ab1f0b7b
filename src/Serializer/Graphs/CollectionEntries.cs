using System.Globalization;
using Imaging.Format;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Graphs;

/// <summary>Where the value of an entry lies.</summary>
/// <param name="Node">The object or array that has it.</param>
/// <param name="Element">The element of the array; 0 for an object.</param>
/// <param name="Path">The field; empty for an element that is no structure.</param>
internal readonly record struct EntryPlace(int Node, long Element, string Path);

/// <summary>The entries of collections, by their keys.</summary>
internal static class CollectionEntries
{
    /// <summary>A longer key is no name.</summary>
    private const int LongestKey = 80;

    private static readonly HashSet<Type> s_numbers =
    [
        typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(float), typeof(double),
    ];

    /// <summary>What an object is in a collection, however it is made.</summary>
    internal static CollectionRole? RoleOf(ImageGraph graph, int node)
    {
        if (graph.IsDelegate(node))
        {
            return null;
        }

        return graph.RebuildOf(node) switch
        {
            { Kind: RebuildKind.Constructed } when graph.ReferenceAt(node, "keys").Tag == ReferenceTag.Null => null,
            { Kind: RebuildKind.Constructed } => graph.ReferenceAt(node, "values").Tag == ReferenceTag.Null ? CollectionRole.ConstructedSet : CollectionRole.Constructed,
            { Kind: RebuildKind.Array } => CollectionRole.ConstructedArray,
            _ => graph.ShapeOf(node).Role,
        };
    }

    /// <summary>Each entry of a collection with its key in text, in the order in which they lie; <see langword="null"/> for a key that is neither a string nor a number, or too long.</summary>
    internal static IEnumerable<(string? Key, EntryPlace Value)> Of(ImageGraph graph, int collection)
    {
        CollectionRole? role = RoleOf(graph, collection);
        long limit = role?.Count is { } counted ? NumberAt(graph, collection, counted) ?? long.MaxValue : long.MaxValue;
        if (role is { Keys: { } keys, Values: { } values })
        {
            (int keyArray, int valueArray) = (graph.ObjectOf(graph.ReferenceAt(collection, keys)), graph.ObjectOf(graph.ReferenceAt(collection, values)));
            for (long i = 0; keyArray >= 0 && valueArray >= 0 && i < Math.Min(limit, graph.ObjectAt(keyArray).Count); i++)
            {
                yield return (KeyText(graph, keyArray, i, ""), new EntryPlace(valueArray, i, ""));
            }
        }

        var inner = new Stack<int>();
        PushInner(graph, role, collection, inner);
        while (inner.TryPop(out int node))
        {
            CollectionRole part = graph.ShapeOf(node).Role!;
            for (long i = 0; part.Key is { } key && i < Math.Min(limit, graph.ObjectAt(node).Count); i++)
            {
                if (!IsFree(graph, node, i))
                {
                    yield return (KeyText(graph, node, i, key), new EntryPlace(node, i, part.Value!));
                }
            }

            PushInner(graph, part, node, inner);
        }
    }

    /// <summary>The key of an entry in text.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="node">The object or array that has the key.</param>
    /// <param name="element">The element of the array; 0 for an object.</param>
    /// <param name="path">The field of the key.</param>
    internal static string? KeyText(ImageGraph graph, int node, long element, string path)
    {
        if (graph.ReferenceAt(node, path, element) is { Tag: not ReferenceTag.Null } word)
        {
            return graph.TextAt(word) is { Length: <= LongestKey } text ? Quote(text) : null;
        }

        ImageObject found = graph.ObjectAt(node);
        foreach (PlainField field in found.Size == 0 ? [] : found.Shape.Plain)
        {
            if (field.Path == path && s_numbers.Contains(field.Type))
            {
                return ((IFormattable)field.Read(found.Element(element))).ToString(null, CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    internal static string Quote(string text)
    {
        var quoted = new System.Text.StringBuilder("\"");
        foreach (char character in text)
        {
            _ = character is '"' or '\\' ? quoted.Append('\\').Append(character)
                : char.IsControl(character) || char.IsSurrogate(character) ? quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")
                : quoted.Append(character);
        }

        return quoted.Append('"').ToString();
    }

    private static void PushInner(ImageGraph graph, CollectionRole? role, int node, Stack<int> inner)
    {
        if (role is not { Inner.Count: > 0 })
        {
            return;
        }

        // The last first, so that the first is taken first.
        long count = graph.ShapeOf(node).Type.IsArray ? graph.ObjectAt(node).Count : 1;
        for (long element = count - 1; element >= 0; element--)
        {
            for (int i = role.Inner.Count - 1; i >= 0; i--)
            {
                int next = graph.ObjectOf(graph.ReferenceAt(node, role.Inner[i], element));
                if (next >= 0 && graph.ShapeOf(next).Role is not null)
                {
                    inner.Push(next);
                }
            }
        }
    }

    // What was removed from a hash table leaves an entry that leads to the next free one.
    private static bool IsFree(ImageGraph graph, int node, long element) => (NumberAt(graph, node, "next", element) ?? NumberAt(graph, node, "Next", element)) < -1;

    private static int? NumberAt(ImageGraph graph, int node, string path, long element = 0)
    {
        ImageObject found = graph.ObjectAt(node);
        foreach (PlainField field in found.Size == 0 ? [] : found.Shape.Plain)
        {
            if (field.Path == path && field.Type == typeof(int))
            {
                return (int)field.Read(found.Element(element));
            }
        }

        return null;
    }
}
