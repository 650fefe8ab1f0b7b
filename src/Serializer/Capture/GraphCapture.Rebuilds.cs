using Imaging.Format;

namespace Imaging.Serializer.Capture;

internal sealed unsafe partial class GraphCapture
{
    /// <summary>
    /// Puts the rebuilds of a root in an order in which each one finds what its keys' hash codes may read already made again.
    /// </summary>
    private void OrderRebuilds(int first)
    {
        if (_rebuilds.Count - first < 2)
        {
            if (_rebuilds.Count - first == 1)
            {
                CheckOwnKeys(_rebuilds[first]);
            }

            return;
        }

        var pending = _rebuilds.GetRange(first, _rebuilds.Count - first);
        var place = new Dictionary<int, int>();
        for (int i = 0; i < pending.Count; i++)
        {
            place.Add(pending[i].Node, i);
        }

        var ordered = new List<CapturedRebuild>(pending.Count);
        var state = new byte[pending.Count];
        for (int i = 0; i < pending.Count; i++)
        {
            Emit(i);
        }

        Truncate(_rebuilds, first);
        _rebuilds.AddRange(ordered);

        void Emit(int start)
        {
            // An explicit stack: a chain of containers may be as long as the graph.
            var stack = new Stack<(int Index, Queue<int>? Before)>();
            stack.Push((start, null));
            while (stack.TryPop(out (int Index, Queue<int>? Before) frame))
            {
                if (state[frame.Index] == 2)
                {
                    continue;
                }

                Queue<int> before = frame.Before ?? new Queue<int>(NeededBefore(pending[frame.Index]).Where(place.ContainsKey).Select(node => place[node]));
                state[frame.Index] = 1;
                bool pushed = false;
                while (before.TryDequeue(out int needed))
                {
                    if (state[needed] == 1)
                    {
                        throw Refuse(pending[frame.Index].Node, new CaptureRefusal(
                            DiagnosticCodes.HashCycle,
                            "hash codes of its keys may depend on the container itself, so there is no order in which to make them again; give the keys a hash code of plain data, or do not hold the container in them"));
                    }

                    if (state[needed] == 0)
                    {
                        stack.Push((frame.Index, before));
                        stack.Push((needed, null));
                        pushed = true;
                        break;
                    }
                }

                if (!pushed)
                {
                    state[frame.Index] = 2;
                    ordered.Add(pending[frame.Index]);
                }
            }
        }
    }

    private void CheckOwnKeys(CapturedRebuild rebuild)
    {
        if (NeededBefore(rebuild).Contains(rebuild.Node))
        {
            throw Refuse(rebuild.Node, new CaptureRefusal(
                DiagnosticCodes.HashCycle,
                "hash codes of its keys may depend on the container itself, so there is no order in which to make them again; give the keys a hash code of plain data, or do not hold the container in them"));
        }
    }

    // The containers that a hash function can reach: from the keys that it is given, and from the comparer that it belongs to.
    private IEnumerable<int> NeededBefore(CapturedRebuild rebuild)
    {
        if (rebuild.Kind == RebuildKind.Regex)
        {
            yield break;
        }

        var seen = new HashSet<int>();
        var queue = new Queue<int>();
        foreach (int start in HashedBy(rebuild))
        {
            Enqueue(start);
        }

        while (queue.TryDequeue(out int at))
        {
            if (_nodes[at].Kind == NodeKind.Main && types[_nodes[at].Number].Mode is CaptureMode.HashTable or CaptureMode.Lookup or CaptureMode.Regex)
            {
                yield return at;
            }

            foreach (int child in ChildrenOf(at))
            {
                Enqueue(child);
            }
        }

        void Enqueue(int node)
        {
            if (_nodes[node].Kind is NodeKind.Main or NodeKind.Delegate && seen.Add(node))
            {
                queue.Enqueue(node);
            }
        }
    }

    private IEnumerable<int> HashedBy(CapturedRebuild rebuild)
    {
        bool readsAll = !HashReach.EndsAtIdentity(types[_nodes[rebuild.Node].Number].Type.GetGenericArguments()[0]);
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

        foreach (int holder in holders)
        {
            foreach ((int child, string path) in NamedChildrenOf(holder))
            {
                if (IsKey(path) && (readsAll || !HashReach.IsIdentity(_objects[child])))
                {
                    yield return child;
                }
            }
        }
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

    private static bool IsKey(string path) =>
        path is "key" or "Value" or "_key"
        || path.StartsWith("key.", StringComparison.Ordinal) || path.StartsWith("Value.", StringComparison.Ordinal) || path.StartsWith("_key.", StringComparison.Ordinal);

    private IEnumerable<int> ChildrenOf(int node) => NamedChildrenOf(node).Select(static child => child.Node);

    private IEnumerable<(int Node, string Path)> NamedChildrenOf(int number)
    {
        if (_nodes[number].Kind == NodeKind.Delegate)
        {
            if (_delegates[_nodes[number].Number] is { Target: >= 0 and int target })
            {
                yield return (target, "Target");
            }

            yield break;
        }

        if (_nodes[number].Data == 0)
        {
            yield break;
        }

        CapturedType type = types[_nodes[number].Number];
        int size = type.Facts.HasComponents ? (int)type.Facts.ComponentSize : type.Facts.FieldBytes;
        long header = type.Facts.HasComponents ? sizeof(long) : 0;
        long count = type.Facts.HasComponents ? (_nodes[number].DataLength - header) / size : 1;
        for (long element = 0; element < count; element++)
        {
            foreach (FieldReference reference in type.Fields.References)
            {
                ulong child = Word(number, header + (element * size) + reference.Offset);
                if (child != 0)
                {
                    yield return ((int)(child - 1), reference.Path);
                }
            }
        }
    }

    private ulong Word(int number, long offset) => *(ulong*)(_nodes[number].Data + offset);
}
