namespace Imaging.Serializer.Worklists;

/// <summary>The assemblies that a program runs with, and which of them reference which.</summary>
internal sealed class AssemblyGraph
{
    private readonly Dictionary<string, AssemblyNode> _nodes;

    private AssemblyGraph(Dictionary<string, AssemblyNode> nodes)
    {
        _nodes = nodes;
        var order = new ReferenceOrder(nodes);
        Cycles = order.Cycles;
        Levels = Group(order.Nodes);
    }

    /// <summary>The packages that may declare roots. Those of one level do not rest on each other, and rest on those of lower levels only.</summary>
    internal IReadOnlyList<IReadOnlyList<AssemblyNode>> Levels { get; }

    /// <summary>Names of assemblies that reference each other, which no order can be given to.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Cycles { get; }

    /// <param name="assemblies">The assemblies; files that are none are left out, and of two with one name the second.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    internal static AssemblyGraph Read(IEnumerable<ResolvedAssembly> assemblies)
    {
        var nodes = new Dictionary<string, AssemblyNode>(StringComparer.OrdinalIgnoreCase);
        foreach (ResolvedAssembly assembly in assemblies)
        {
            if (AssemblyNode.Read(assembly) is { } node)
            {
                nodes.TryAdd(node.Name, node);
            }
        }

        return new AssemblyGraph(nodes);
    }

    /// <returns><see langword="null"/> where there is no such assembly.</returns>
    internal AssemblyNode? Find(string name) => _nodes.GetValueOrDefault(name);

    /// <summary>What an assembly references, directly or through others, without itself.</summary>
    internal IReadOnlyList<AssemblyNode> ClosureOf(AssemblyNode assembly)
    {
        var closure = new List<AssemblyNode>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { assembly.Name };
        var open = new Queue<AssemblyNode>([assembly]);
        while (open.TryDequeue(out AssemblyNode? node))
        {
            foreach (string reference in node.References)
            {
                if (_nodes.TryGetValue(reference, out AssemblyNode? other) && seen.Add(other.Name))
                {
                    closure.Add(other);
                    open.Enqueue(other);
                }
            }
        }

        closure.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return closure;
    }

    // How many packages lie below, on the longest way.
    private List<List<AssemblyNode>> Group(IReadOnlyList<AssemblyNode> ordered)
    {
        var levels = new List<List<AssemblyNode>>();
        var levelOf = new Dictionary<AssemblyNode, int>(ReferenceEqualityComparer.Instance);
        foreach (AssemblyNode node in ordered)
        {
            int level = node.References
                .Select(Find)
                .Where(other => other is not null && levelOf.ContainsKey(other))
                .Select(other => levelOf[other!] + (other!.MayDeclareRoots ? 1 : 0))
                .DefaultIfEmpty()
                .Max();
            levelOf.Add(node, level);
            if (node.MayDeclareRoots)
            {
                while (levels.Count <= level)
                {
                    levels.Add([]);
                }

                levels[level].Add(node);
            }
        }

        return [.. levels.Where(static level => level.Count > 0).Select(static level => level.OrderBy(static node => node.Name, StringComparer.Ordinal).ToList())];
    }
}
