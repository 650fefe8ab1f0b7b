using System.Globalization;
using System.Text;

namespace Imaging.Serializer.Graphs;

/// <summary>A path from a root to something in its graph.</summary>
/// <param name="Text">For people: entries by their keys, elements by their places.</param>
/// <param name="Raw">By fields alone, as objects lie in memory.</param>
internal readonly record struct PathText(string Text, string Raw)
{
    /// <param name="graph">The graph.</param>
    /// <param name="root">Name of the root.</param>
    /// <param name="steps">The way from there.</param>
    internal static PathText Of(ImageGraph graph, string root, IReadOnlyList<Step> steps)
    {
        (var text, var raw) = (new StringBuilder(root), new StringBuilder(root));
        for (int i = 0; i < steps.Count;)
        {
            (int taken, string step) = Entry(graph, steps, i) ?? (1, RawStep(steps[i]));
            text.Append(step);
            for (; taken > 0; taken--)
            {
                raw.Append(RawStep(steps[i++]));
            }
        }

        return new PathText(text.ToString(), raw.ToString());
    }

    internal static string RawStep(Step step) =>
        (step.Element < 0 ? "" : Bracket(step.Element.ToString(CultureInfo.InvariantCulture))) + (step.Path.Length == 0 || step.Path[0] == '[' ? step.Path : "." + step.Path);

    private static string Bracket(string inside) => $"[{inside}]";

    /// <summary>How many steps lead from a collection to a value of it, and what to call them.</summary>
    private static (int Taken, string Text)? Entry(ImageGraph graph, IReadOnlyList<Step> steps, int first)
    {
        (int collection, string field, _) = steps[first];
        CollectionRole? role = CollectionEntries.RoleOf(graph, collection);
        if (role is null || first + 1 == steps.Count)
        {
            return null;
        }

        Step next = steps[first + 1];
        if (field == role.Items && next.Element >= 0)
        {
            return (2, Bracket(ElementIndex.TextOf(graph, collection, next.Element)) + Suffix(next.Path, ""));
        }

        if (field == role.Values && next.Element >= 0)
        {
            return CollectionEntries.KeyText(graph, graph.ObjectOf(graph.ReferenceAt(collection, role.Keys!)), next.Element, "") is { } key
                ? (2, Bracket(key) + Suffix(next.Path, ""))
                : null;
        }

        for (int i = first; i < steps.Count && graph.ShapeOf(steps[i].Node).Role is { } part; i++)
        {
            if (part.Value is { } value && Suffix(steps[i].Path, value) is { } suffix)
            {
                return CollectionEntries.KeyText(graph, steps[i].Node, Math.Max(steps[i].Element, 0), part.Key!) is { } key ? (i - first + 1, Bracket(key) + suffix) : null;
            }

            if (!part.Inner.Contains(steps[i].Path))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>What is left of a path behind the one that it begins with; <see langword="null"/> where it does not.</summary>
    internal static string? Suffix(string path, string value) =>
        path == value ? ""
        : value.Length == 0 ? "." + path
        : path.StartsWith(value + ".", StringComparison.Ordinal) ? path[value.Length..]
        : null;
}
