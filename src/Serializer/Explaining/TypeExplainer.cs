using Imaging.Serializer.Graphs;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Explaining;

/// <summary>Tells where the objects of a type are.</summary>
internal sealed class TypeExplainer(ImageGraph graph)
{
    private const int MostOfRoot = 3;

    private readonly TypeNames _names = new(graph.View);

    /// <param name="name">The type as <c>inspect</c> prints it, also with its namespace, or without its type arguments.</param>
    /// <returns><see langword="null"/> where the image has no object of such a type.</returns>
    internal TypeExplanation? Explain(string name)
    {
        HashSet<uint> types = [.. Enumerable.Range(0, (int)graph.View.Types.Count).Select(static index => (uint)index).Where(type => HasName(type, name))];
        Reach all = graph.Names.Reach;
        int[] objects = [.. all.Reached.Where(node => types.Contains(graph.TypeOf(node)))];
        if (objects.Length == 0)
        {
            return null;
        }

        var without = Reach.OfAll(graph, node => types.Contains(graph.TypeOf(node)));
        return new TypeExplanation(
            [.. objects.Select(graph.TypeOf).Distinct().Order().Select(type => $"{_names.Of(type)} of {_names.AssemblyOf(type)}")],
            objects.Length,
            objects.Sum(graph.BytesOf),
            all.Bytes() - without.Bytes(),
            [.. Roots(types)]);
    }

    private IEnumerable<TypeOfRoot> Roots(HashSet<uint> types)
    {
        var reach = new Reach(graph);
        for (uint root = 0; root < graph.View.Roots.Count; root++)
        {
            reach.Restart();
            reach.Enter(root);
            reach.Complete();
            int[] objects = [.. reach.Reached.Where(node => types.Contains(graph.TypeOf(node)))];
            if (objects.Length > 0)
            {
                yield return new TypeOfRoot(graph.View.Text(graph.View.Roots[root].Name), objects.Length, objects.Sum(graph.BytesOf), [.. objects.Take(MostOfRoot).Select(node => Name(reach, node))]);
            }
        }
    }

    private NamedObject Name(Reach reach, int node)
    {
        PathText path = reach.PathTo(node);
        return new NamedObject(path.Text, path.Raw, WordText.Of(graph.WordOf(node)));
    }

    private bool HasName(uint type, string name)
    {
        string shown = _names.Of(type);
        if (shown == name || WithoutArguments(shown) == name)
        {
            return true;
        }

        string space = graph.ResolvedType(type) is { IsNested: false, Namespace: { } found } ? found + "." : "";
        return space.Length > 0 && name.StartsWith(space, StringComparison.Ordinal) && name[space.Length..] is { } rest && (shown == rest || WithoutArguments(shown) == rest);
    }

    private static string WithoutArguments(string name) => name.IndexOf('<', StringComparison.Ordinal) is > 0 and int at && name.EndsWith('>') ? name[..at] : name;
}
