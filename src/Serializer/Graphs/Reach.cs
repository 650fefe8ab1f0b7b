using Imaging.Format;

namespace Imaging.Serializer.Graphs;

/// <summary>What is reached from roots, breadth first: the way to each object is a shortest one.</summary>
/// <param name="graph">The graph.</param>
/// <param name="isLeftOut">Objects that are not entered.</param>
internal sealed class Reach(ImageGraph graph, Func<int, bool>? isLeftOut = null)
{
    // The object that led to one, and one; of what a root led to, the complement of the root's number.
    private readonly int[] _holders = new int[graph.Count];
    private readonly int[] _places = new int[graph.Count];
    private readonly List<int> _reached = [];
    private int _next;

    /// <summary>The objects that were reached, nearest first.</summary>
    internal IReadOnlyList<int> Reached => _reached;

    /// <summary>What is reached from all roots.</summary>
    internal static Reach OfAll(ImageGraph graph, Func<int, bool>? isLeftOut = null)
    {
        var reach = new Reach(graph, isLeftOut);
        for (uint i = 0; i < graph.View.Roots.Count; i++)
        {
            reach.Enter(i);
        }

        reach.Complete();
        return reach;
    }

    /// <summary>Forgets all that was reached.</summary>
    internal void Restart()
    {
        foreach (int node in _reached)
        {
            _holders[node] = 0;
        }

        _reached.Clear();
        _next = 0;
    }

    internal bool Has(int node) => _holders[node] != 0;

    /// <summary>Begins at a root. One that was refused leads nowhere.</summary>
    internal void Enter(uint root)
    {
        RawRoot raw = graph.View.Roots[root];
        if (raw.Unit != ImageFormat.None)
        {
            Meet(new ReferenceWord(raw.Value), ~(int)root, 0);
        }
    }

    /// <summary>Reaches one more object.</summary>
    /// <returns>An object whose references were followed; <see cref="ImageGraph.NoObject"/> at the end.</returns>
    internal int Advance()
    {
        if (_next == _reached.Count)
        {
            return ImageGraph.NoObject;
        }

        int node = _reached[_next++];
        foreach (Reference reference in graph.ReferencesOf(node))
        {
            Meet(reference.Word, node + 1, reference.Place);
        }

        return node;
    }

    internal void Complete()
    {
        while (Advance() >= 0)
        {
        }
    }

    /// <summary>The bytes of all that was reached.</summary>
    internal long Bytes() => _reached.Sum(graph.BytesOf);

    private (uint Root, List<Step> Steps) WayTo(int node)
    {
        var steps = new List<Step>();
        int at = node;
        for (; _holders[at] > 0; at = _holders[at] - 1)
        {
            steps.Add(graph.StepOf(_holders[at] - 1, _places[at]));
        }

        steps.Reverse();
        return ((uint)~_holders[at], steps);
    }

    /// <summary>The path to an object that was reached, or to something that it refers to.</summary>
    internal PathText PathTo(int node, Step? last = null)
    {
        (uint root, List<Step> steps) = WayTo(node);
        if (last is { } step)
        {
            steps.Add(step);
        }

        return PathText.Of(graph, graph.View.Text(graph.View.Roots[root].Name), steps);
    }

    private void Meet(ReferenceWord word, int holder, long place)
    {
        int node = graph.ObjectOf(word);
        if (node < 0 || _holders[node] != 0 || isLeftOut?.Invoke(node) == true)
        {
            return;
        }

        _holders[node] = holder;
        _places[node] = checked((int)place);
        _reached.Add(node);
    }
}
