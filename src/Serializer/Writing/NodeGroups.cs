using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Writing;

/// <summary>The captured objects of a kind, in the order in which an image holds them: by unit, then by type, then as they were met.</summary>
internal static class NodeGroups
{
    /// <param name="capture">The graphs.</param>
    /// <param name="kind">The kind of objects.</param>
    /// <param name="unitOf">The unit of a root.</param>
    /// <param name="recipeOf">The recipe of a captured type.</param>
    /// <returns>The objects of one unit and type, for each.</returns>
    internal static IReadOnlyList<IReadOnlyList<int>> Of(GraphCapture capture, NodeKind kind, Func<int, int> unitOf, Func<int, uint> recipeOf)
    {
        var groups = new Dictionary<(int Unit, uint Recipe), List<int>>();
        (int Unit, uint Recipe) last = (-1, 0);
        List<int>? group = null;
        for (int node = 0; node < capture.Count; node++)
        {
            ref readonly CapturedNode captured = ref capture[node];
            if (captured.Kind != kind)
            {
                continue;
            }

            (int, uint) key = (unitOf(captured.Root), recipeOf(captured.Number));
            if (group is null || key != last)
            {
                last = key;
                if (!groups.TryGetValue(key, out group))
                {
                    groups.Add(key, group = []);
                }
            }

            group.Add(node);
        }

        return [.. groups.OrderBy(static group => group.Key).Select(static group => group.Value)];
    }
}
