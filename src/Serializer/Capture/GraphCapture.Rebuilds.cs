using Imaging.Format;

namespace Imaging.Serializer.Capture;

internal sealed unsafe partial class GraphCapture
{
    /// <summary>
    /// Puts the rebuilds of a root in an order in which each one finds what its keys' hash codes may read already made again.
    /// </summary>
    /// <remarks>
    /// A rebuild depends on what a hash function is given: keys, and the comparer that it belongs to; on what it stores
    /// elsewhere, where that has to be made first; and on a surrogate. What is read depends on everything behind it, and,
    /// where it is to be made again, on its rebuild.
    /// </remarks>
    private void OrderRebuilds(int firstNode, int firstRebuild)
    {
        int nodes = Count - firstNode;
        List<CapturedRebuild> pending = _rebuilds.GetRange(firstRebuild, _rebuilds.Count - firstRebuild);
        var rebuildOf = new Dictionary<int, int>(pending.Count);
        for (int i = 0; i < pending.Count; i++)
        {
            rebuildOf.Add(pending[i].Node, nodes + i);
        }

        Truncate(_rebuilds, firstRebuild);
        var order = new DependencyOrder(pending.Count == 0 ? 0 : nodes + pending.Count, DependenciesOf);
        for (int i = 0; i < pending.Count; i++)
        {
            foreach (IReadOnlyList<int> together in order.From(nodes + i))
            {
                CapturedRebuild[] rebuilt = [.. together.Where(vertex => vertex >= nodes).Order().Select(vertex => pending[vertex - nodes])];
                if (rebuilt.Length > 0)
                {
                    _rebuilds.Add(together.Count == 1 ? rebuilt[0] : throw RefuseCycle(Array.Find(rebuilt, static rebuild => rebuild.Kind == RebuildKind.Surrogate) ?? rebuilt[0]));
                }
            }
        }

        IEnumerable<int> DependenciesOf(int vertex)
        {
            if (vertex >= nodes)
            {
                return HashedBy(pending[vertex - nodes]).Concat(MadeBefore(pending[vertex - nodes])).Where(IsFollowed).Select(node => node - firstNode);
            }

            IEnumerable<int> behind = ChildrenOf(firstNode + vertex).Where(IsFollowed).Select(node => node - firstNode);
            return rebuildOf.TryGetValue(firstNode + vertex, out int rebuild) ? behind.Prepend(rebuild) : behind;
        }

        // What earlier roots hold is made again before anything of this one.
        bool IsFollowed(int node) => node >= firstNode && LeadsOn(node);
    }

    private bool LeadsOn(int node) => _nodes[node].Kind is NodeKind.Main or NodeKind.Delegate;

    private CaptureRefusedException RefuseCycle(CapturedRebuild rebuild) => rebuild.Kind == RebuildKind.Surrogate ? RefuseSurrogateCycle(rebuild) : Refuse(rebuild.Node, new CaptureRefusal(
        DiagnosticCodes.HashCycle,
        StableCollections.IsOrdered(_objects[rebuild.Node].GetType())
            ? "the order of its keys may depend on the container itself, so there is no way to make it again; let the keys be compared by plain data, or do not hold the container in them"
            : "hash codes of its keys may depend on the container itself, so there is no order in which to make them again; give the keys a hash code of plain data, or do not hold the container in them"));

    private IEnumerable<int> HashedBy(CapturedRebuild rebuild) => rebuild.Kind switch
    {
        RebuildKind.Constructed => ComparedBy(rebuild),
        RebuildKind.HashTable or RebuildKind.Lookup => HashedInPlace(rebuild),
        _ => [],
    };

    // A comparer and the array of keys; what is behind values is only stored.
    private IEnumerable<int> ComparedBy(CapturedRebuild rebuild)
    {
        object container = _objects[rebuild.Node];
        bool readsAll = StableCollections.IsOrdered(container.GetType());
        foreach (int comparer in rebuild.Arguments.Take(2).Where(static argument => argument >= 0))
        {
            readsAll |= !HashReach.IsOfFramework(_objects[comparer]);
            yield return comparer;
        }

        if (rebuild.Arguments[2] is not (>= 0 and int keys) || _nodes[keys].Kind != NodeKind.Main)
        {
            yield break;
        }

        readsAll |= !HashReach.EndsAtIdentity(_objects[keys].GetType().GetElementType()!);
        foreach (int key in ChildrenOf(keys))
        {
            if (LeadsOn(key) && (readsAll || AwaitsSurrogate(key) || !HashReach.IsIdentity(_objects[key])))
            {
                yield return key;
            }
        }
    }

    private IEnumerable<int> HashedInPlace(CapturedRebuild rebuild)
    {
        CapturedType captured = types[_nodes[rebuild.Node].Number];
        Type container = captured.HashTable?.Table ?? captured.Type;
        string keyField = container.GetGenericTypeDefinition() == typeof(HashSet<>) ? "Value"
            : container.GetGenericTypeDefinition() == typeof(OrderedDictionary<,>) ? "Key"
            : rebuild.Kind == RebuildKind.Lookup ? "_key"
            : "key";
        bool readsAll = !HashReach.EndsAtIdentity(container.GetGenericArguments()[0]);
        var holders = new List<int>();
        foreach ((int child, string path) in NamedChildrenOf(rebuild.Node))
        {
            switch (path)
            {
                case "_comparer":
                    readsAll |= !HashReach.IsOfFramework(_objects[child]);
                    yield return child;
                    break;
                case "_entries":
                    holders.Add(child);
                    break;
                case "_lastGrouping":
                    holders.AddRange(RingOf(child));
                    break;
            }
        }

        foreach (int key in holders.SelectMany(holder => KeysThatLeadOn(holder, keyField)))
        {
            if (readsAll || AwaitsSurrogate(key) || !HashReach.IsIdentity(_objects[key]))
            {
                yield return key;
            }
        }
    }

    // Most lead nowhere, and there may be millions.
    private List<int> KeysThatLeadOn(int holder, string keyField)
    {
        var found = new List<int>();
        if (_nodes[holder].Data == 0)
        {
            return found;
        }

        CapturedType type = types[_nodes[holder].Number];
        int[] offsets = [.. type.Fields.References.Where(reference => IsIn(keyField, reference.Path)).Select(static reference => reference.Offset)];
        byte* first = (byte*)_nodes[holder].Data + (type.HasComponents ? sizeof(long) : 0);
        long count = type.HasComponents ? *(long*)_nodes[holder].Data : 1;
        for (byte* element = first; element < first + (count * type.Bytes); element += type.Bytes)
        {
            foreach (int offset in offsets)
            {
                ulong child = *(ulong*)(element + offset);
                if (child != 0 && LeadsOn((int)(child - 1)))
                {
                    found.Add((int)(child - 1));
                }
            }
        }

        return found;
    }

    private IEnumerable<int> RingOf(int last)
    {
        int at = last;
        do
        {
            yield return at;
            at = NamedChildrenOf(at).First(static child => child.Path == "_next").Node;
        }
        while (at != last);
    }

    private static bool IsIn(string field, string path) =>
        path == field || (path.StartsWith(field, StringComparison.Ordinal) && path[field.Length] == '.');

    private IEnumerable<int> ChildrenOf(int node) => NamedChildrenOf(node).Select(static child => child.Node);

    private IEnumerable<(int Node, string Path)> NamedChildrenOf(int number)
    {
        if (_nodes[number].Kind == NodeKind.Delegate)
        {
            foreach (CapturedCall call in _delegates[_nodes[number].Number]!.Calls.Where(static call => call.Target >= 0))
            {
                yield return (call.Target, "Target");
            }

            yield break;
        }

        if (_arguments.TryGetValue(number, out IReadOnlyList<int>? arguments))
        {
            foreach (int argument in arguments.Where(static argument => argument >= 0))
            {
                yield return (argument, "");
            }

            yield break;
        }

        if (_nodes[number].Data == 0)
        {
            yield break;
        }

        CapturedType type = types[_nodes[number].Number];
        long header = type.HasComponents ? sizeof(long) : 0;
        long count = type.HasComponents ? (long)Word(number, 0) : 1;
        for (long element = 0; element < count; element++)
        {
            foreach (FieldReference reference in type.Fields.References)
            {
                ulong child = Word(number, header + (element * type.Bytes) + reference.Offset);
                if (child != 0)
                {
                    yield return ((int)(child - 1), reference.Path);
                }
            }
        }
    }

    private ulong Word(int number, long offset) => *(ulong*)(_nodes[number].Data + offset);
}
