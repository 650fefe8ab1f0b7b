namespace Imaging.Serializer.Worklists;

/// <summary>Puts assemblies after what they reference, in time that grows with the references.</summary>
internal sealed class ReferenceOrder
{
    private readonly Dictionary<string, AssemblyNode> _nodes;
    private readonly Dictionary<AssemblyNode, int> _openReferences = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<AssemblyNode, List<AssemblyNode>> _referrers = new(ReferenceEqualityComparer.Instance);
    private readonly List<AssemblyNode> _ordered = [];
    private readonly List<IReadOnlyList<string>> _cycles = [];

    internal ReferenceOrder(Dictionary<string, AssemblyNode> nodes)
    {
        _nodes = nodes;
        foreach (AssemblyNode node in nodes.Values)
        {
            AssemblyNode[] references = [.. References(node)];
            _openReferences.Add(node, references.Length);
            foreach (AssemblyNode reference in references)
            {
                if (!_referrers.TryGetValue(reference, out List<AssemblyNode>? referrers))
                {
                    _referrers.Add(reference, referrers = []);
                }

                referrers.Add(node);
            }
        }

        AssemblyNode[] byName = [.. nodes.Values.OrderBy(static node => node.Name, StringComparer.Ordinal)];
        Close(byName.Where(node => _openReferences[node] == 0));
        foreach (AssemblyNode node in byName)
        {
            while (_openReferences.ContainsKey(node))
            {
                Break(node);
            }
        }
    }

    internal IReadOnlyList<AssemblyNode> Nodes => _ordered;

    internal IReadOnlyList<IReadOnlyList<string>> Cycles => _cycles;

    private void Close(IEnumerable<AssemblyNode> ready)
    {
        var queue = new Queue<AssemblyNode>(ready);
        while (queue.TryDequeue(out AssemblyNode? node))
        {
            _ordered.Add(node);
            _openReferences.Remove(node);
            foreach (AssemblyNode referrer in _referrers.GetValueOrDefault(node, []))
            {
                if (_openReferences.TryGetValue(referrer, out int open))
                {
                    _openReferences[referrer] = open - 1;
                    if (open == 1)
                    {
                        queue.Enqueue(referrer);
                    }
                }
            }
        }
    }

    // What is still open references something that is: following that leads into a cycle.
    private void Break(AssemblyNode start)
    {
        var path = new List<AssemblyNode>();
        var place = new Dictionary<AssemblyNode, int>(ReferenceEqualityComparer.Instance);
        AssemblyNode node = start;
        while (place.TryAdd(node, path.Count))
        {
            path.Add(node);
            node = References(node).First(_openReferences.ContainsKey);
        }

        _cycles.Add([.. path[place[node]..].Select(static member => member.Name).Append(node.Name)]);
        Close([node]);
    }

    private IEnumerable<AssemblyNode> References(AssemblyNode node) =>
        node.References.Select(name => _nodes.GetValueOrDefault(name)).OfType<AssemblyNode>().Where(other => other != node).Distinct();
}
