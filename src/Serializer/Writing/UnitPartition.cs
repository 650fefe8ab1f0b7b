namespace Imaging.Serializer.Writing;

/// <summary>Puts roots that share objects into one unit.</summary>
internal sealed class UnitPartition
{
    private readonly int[] _parents;
    private readonly int[] _units;

    internal UnitPartition(IReadOnlyList<CapturedRoot> roots)
    {
        _parents = [.. Enumerable.Range(0, roots.Count)];
        for (int root = 0; root < roots.Count; root++)
        {
            foreach (int other in roots[root].SharedWith)
            {
                _parents[Find(root)] = Find(other);
            }
        }

        _units = new int[roots.Count];
        var numbers = new Dictionary<int, int>();
        for (int root = 0; root < roots.Count; root++)
        {
            if (roots[root].Refusal is not null)
            {
                _units[root] = -1;
                continue;
            }

            int representative = Find(root);
            if (!numbers.TryGetValue(representative, out int unit))
            {
                numbers.Add(representative, unit = numbers.Count);
            }

            _units[root] = unit;
        }

        Count = numbers.Count;
    }

    /// <summary>How many units there are.</summary>
    internal int Count { get; }

    /// <summary>How many roots there are, those that were refused included.</summary>
    internal int Roots => _units.Length;

    /// <summary>The unit of a root; -1 for one that was refused.</summary>
    internal int this[int root] => _units[root];

    private int Find(int root)
    {
        while (_parents[root] != root)
        {
            root = _parents[root] = _parents[_parents[root]];
        }

        return root;
    }
}
