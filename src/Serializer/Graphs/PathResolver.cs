using Imaging.Format;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Graphs;

/// <summary>What a path leads to.</summary>
/// <param name="Graph">The image that has it, or the last one on the way.</param>
/// <param name="Word">What refers to it there.</param>
/// <param name="Plain">Plain data of that object that the path ends at, as it is shown; <see langword="null"/> where it ends at the object.</param>
/// <param name="Problem">Why the path leads nowhere; <see langword="null"/> where it does not.</param>
internal sealed record ResolvedPath(ImageGraph Graph, ReferenceWord Word, string? Plain = null, string? Problem = null);

/// <summary>Follows paths, as <see cref="PathText"/> writes them.</summary>
internal static class PathResolver
{
    private const int MostNames = 20;

    /// <summary>The root that a path begins with: the one with the longest name.</summary>
    internal static string? RootOf(ImageGraph graph, string path)
    {
        string? longest = null;
        for (uint i = 0; i < graph.View.Roots.Count; i++)
        {
            string name = graph.View.Text(graph.View.Roots[i].Name);
            if (path.StartsWith(name, StringComparison.Ordinal) && IsEnd(path, name.Length) && !(longest?.Length > name.Length))
            {
                longest = name;
            }
        }

        return longest;
    }

    /// <summary>Follows a path.</summary>
    /// <param name="graph">The image.</param>
    /// <param name="root">The root that the path begins with, which has a value.</param>
    /// <param name="path">The path.</param>
    internal static ResolvedPath Resolve(ImageGraph graph, string root, string path)
    {
        var at = new ResolvedPath(graph, new ReferenceWord(graph.FindRoot(root)!.Value.Value));
        int done = root.Length;
        while (done < path.Length && at is { Problem: null, Plain: null })
        {
            if (at.Word.Tag == ReferenceTag.External)
            {
                at = at.Graph.LinkedAt(at.Word) is { } linked
                    ? new ResolvedPath(linked.Graph, linked.Word)
                    : at with { Problem = $"{path[..done]} belongs to another image, which is not in the directory: {at.Graph.OutsideAt(at.Word).Shown}" };
                continue;
            }

            int node = at.Graph.ObjectOf(at.Word);
            at = node < 0
                ? at with { Problem = $"{path[..done]} is {at.Graph.OutsideAt(at.Word).Shown}, of which no image holds fields" }
                : Next(at, node, path, ref done);
        }

        return at;
    }

    private static ResolvedPath Next(ResolvedPath at, int node, string path, ref int done)
    {
        if (path[done] != '[')
        {
            return Follow(at, new EntryPlace(node, 0, ""), path, ref done);
        }

        int end = EndOfBracket(path, done);
        if (end < 0)
        {
            return at with { Problem = $"the bracket behind {path[..done]} is not closed" };
        }

        string token = path[(done + 1)..(end - 1)];
        if (Find(at.Graph, node, token) is not { } place)
        {
            return at with { Problem = $"{path[..done]}, {Describe(at.Graph, node)}, has no [{token}]" };
        }

        done = end;
        return Follow(at, place, path, ref done);
    }

    // An element, a field of one, or a field of an object: the longest name that the path goes on with.
    private static ResolvedPath Follow(ResolvedPath at, EntryPlace place, string path, ref int done)
    {
        ImageGraph graph = at.Graph;
        string? longest = null;
        ReferenceWord found = default;
        foreach ((string name, ReferenceWord word) in References(graph, place))
        {
            if (PathText.Suffix(name, place.Path) is { } suffix
                && string.CompareOrdinal(path, done, suffix, 0, suffix.Length) == 0
                && IsEnd(path, done + suffix.Length)
                && !(longest?.Length >= suffix.Length))
            {
                (longest, found) = (suffix, word);
            }
        }

        if (longest is not null)
        {
            done += longest.Length;
            return new ResolvedPath(graph, found);
        }

        string rest = path[done..];
        ImageObject? holder = graph.IsDelegate(place.Node) ? null : graph.ObjectAt(place.Node);
        PlainField? plain = holder is { Size: > 0 } ? holder.Value.Shape.Plain.FirstOrDefault(field => PathText.Suffix(field.Path, place.Path) == rest) : null;
        return plain is not null
            ? new ResolvedPath(graph, graph.WordOf(place.Node), PlainField.Describe(plain.Read(holder!.Value.Element(place.Element))))
            : at with { Problem = $"{path[..done]}, {Describe(graph, place.Node)}, has no {(rest.Length == 0 ? "value there that is an object" : rest)}; it has {Names(graph, place)}" };
    }

    private static IEnumerable<(string Name, ReferenceWord Word)> References(ImageGraph graph, EntryPlace place)
    {
        if (graph.IsDelegate(place.Node))
        {
            yield return ("Target", graph.DelegateAt(place.Node).Target);
            yield break;
        }

        ImageObject holder = graph.ObjectAt(place.Node);
        foreach (FieldReference reference in holder.Size == 0 ? [] : holder.Shape.References)
        {
            yield return (reference.Path, graph.ReferenceAt(place.Node, reference.Path, place.Element));
        }

        foreach (Reference reference in graph.ReferencesOf(place.Node))
        {
            if (reference.Place >= holder.References)
            {
                yield return (graph.StepOf(place.Node, reference.Place).Path, reference.Word);
            }
        }
    }

    private static EntryPlace? Find(ImageGraph graph, int node, string token)
    {
        if (graph.IsDelegate(node))
        {
            return null;
        }

        if (CollectionEntries.RoleOf(graph, node) is { } role)
        {
            int items = role.Items is null ? node : graph.ObjectOf(graph.ReferenceAt(node, role.Items));
            if (role.Items is not null)
            {
                return items >= 0 && ElementIndex.Parse(graph, node, token) is { } item && item < graph.ObjectAt(items).Count ? new EntryPlace(items, item, "") : null;
            }

            foreach ((string? key, EntryPlace value) in CollectionEntries.Of(graph, node))
            {
                if (key == token)
                {
                    return value;
                }
            }
        }

        return graph.ShapeOf(node).Type.IsSZArray && ElementIndex.Parse(graph, node, token) is { } element && element < graph.ObjectAt(node).Count
            ? new EntryPlace(node, element, "")
            : null;
    }

    private static string Describe(ImageGraph graph, int node) =>
        $"{graph.ShapeOf(node).Type}{(graph.IsDelegate(node) || !graph.ShapeOf(node).Type.IsSZArray ? "" : $" of {graph.ObjectAt(node).Count} elements")}";

    private static string Names(ImageGraph graph, EntryPlace place)
    {
        IEnumerable<string> plain = graph.IsDelegate(place.Node) ? [] : graph.ShapeOf(place.Node).Plain.Select(static field => field.Path);
        string[] names =
        [
            .. References(graph, place).Select(static reference => reference.Name)
                .Concat(plain)
                .Select(name => PathText.Suffix(name, place.Path))
                .OfType<string>()
                .Where(static name => name.Length > 0),
        ];
        return names.Length == 0 ? "no fields" : string.Join(", ", names.Take(MostNames)) + (names.Length > MostNames ? ", …" : "");
    }

    private static bool IsEnd(string path, int at) => at == path.Length || path[at] is '.' or '[';

    // Behind the bracket; a key in quotes may hold one.
    private static int EndOfBracket(string path, int start)
    {
        bool isQuoted = false;
        for (int i = start + 1; i < path.Length; i++)
        {
            if (isQuoted && path[i] == '\\')
            {
                i++;
            }
            else if (path[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (path[i] == ']' && !isQuoted)
            {
                return i + 1;
            }
        }

        return -1;
    }
}
