using System.Globalization;
using Imaging.Format;

namespace Imaging.Serializer.Graphs;

/// <summary>What an element of a list or an array is called: its index, in an array of several dimensions one for each of them.</summary>
internal static class ElementIndex
{
    /// <param name="graph">The graph.</param>
    /// <param name="collection">The list or array.</param>
    /// <param name="element">The element's place in the row in which all stand.</param>
    internal static string TextOf(ImageGraph graph, int collection, long element)
    {
        long rest = element;
        (long Length, long LowerBound)[] bounds = BoundsOf(graph, collection);
        var indexes = new string[Math.Max(bounds.Length, 1)];
        for (int dimension = bounds.Length - 1; dimension > 0; dimension--)
        {
            (rest, long index) = bounds[dimension].Length == 0 ? (rest, 0) : Math.DivRem(rest, bounds[dimension].Length);
            indexes[dimension] = (index + bounds[dimension].LowerBound).ToString(CultureInfo.InvariantCulture);
        }

        indexes[0] = (rest + (bounds.Length > 0 ? bounds[0].LowerBound : 0)).ToString(CultureInfo.InvariantCulture);
        return string.Join(',', indexes);
    }

    /// <summary>The place of an element in the row in which all stand; <see langword="null"/> where there is none of that index.</summary>
    internal static long? Parse(ImageGraph graph, int collection, string text)
    {
        string[] indexes = text.Split(',');
        (long Length, long LowerBound)[] bounds = BoundsOf(graph, collection);
        long element = 0;
        for (int dimension = 0; dimension < indexes.Length; dimension++)
        {
            if (indexes.Length != Math.Max(bounds.Length, 1) || !long.TryParse(indexes[dimension], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long index))
            {
                return null;
            }

            (long length, long lowerBound) = bounds.Length == 0 ? (long.MaxValue, 0) : bounds[dimension];
            if (index < lowerBound || index - lowerBound >= length)
            {
                return null;
            }

            element = bounds.Length == 0 ? index : (element * length) + index - lowerBound;
        }

        return element;
    }

    private static (long Length, long LowerBound)[] BoundsOf(ImageGraph graph, int collection)
    {
        if (graph.IsDelegate(collection) || graph.RebuildOf(collection) is not { Kind: RebuildKind.Array } rebuild)
        {
            return [];
        }

        var bounds = new (long, long)[(rebuild.ArgumentCount - 1) / 2];
        for (uint i = 0; i < bounds.Length; i++)
        {
            uint argument = rebuild.FirstArgument + 1 + (i * 2);
            bounds[i] = ((long)graph.View.RebuildArguments[argument].Bits, (long)graph.View.RebuildArguments[argument + 1].Bits);
        }

        return bounds;
    }
}
