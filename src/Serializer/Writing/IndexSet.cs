using System.Collections;

namespace Imaging.Serializer.Writing;

/// <summary>A set of the numbers of records, ascending.</summary>
internal sealed class IndexSet : IEnumerable<uint>
{
    private bool[] _has = [];

    internal int Count { get; private set; }

    internal static IndexSet[] Make(int count) => [.. Enumerable.Range(0, count).Select(static _ => new IndexSet())];

    internal void Add(uint number)
    {
        if (number >= _has.Length)
        {
            Array.Resize(ref _has, (int)Math.Max(number + 1, _has.Length * 2u));
        }

        Count += _has[number] ? 0 : 1;
        _has[number] = true;
    }

    internal bool Contains(uint number) => number < _has.Length && _has[number];

    public IEnumerator<uint> GetEnumerator()
    {
        for (uint number = 0; number < _has.Length; number++)
        {
            if (_has[number])
            {
                yield return number;
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
