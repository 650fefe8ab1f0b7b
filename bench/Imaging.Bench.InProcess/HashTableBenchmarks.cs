using BenchmarkDotNet.Attributes;
using Imaging.Restore;

namespace Imaging.Bench.InProcess;

/// <summary>Making a hash table again in place, against filling a new one with the same keys.</summary>
public class HashTableBenchmarks
{
    private const int Count = 100_000;

    private readonly Dictionary<string, int> _strings = new(Count);
    private readonly Dictionary<(int, int), int> _pairs = new(Count);

    /// <summary>Fills the tables.</summary>
    [GlobalSetup]
    public void Fill()
    {
        for (int i = 0; i < Count; i++)
        {
            _strings.Add($"key-{i}", i);
            _pairs.Add((i, i % 7), i);
        }
    }

    /// <summary>Strings, whose hash codes differ in every process, in place.</summary>
    [Benchmark]
    public void RebuildStrings() => HashTableRebuilder.Of(_strings.GetType()).Rebuild(_strings);

    /// <summary>Pairs of numbers, in place.</summary>
    [Benchmark]
    public void RebuildPairs() => HashTableRebuilder.Of(_pairs.GetType()).Rebuild(_pairs);

    /// <summary>Strings, into a new table.</summary>
    [Benchmark(Baseline = true)]
    public Dictionary<string, int> AddStrings()
    {
        var table = new Dictionary<string, int>(Count);
        foreach (KeyValuePair<string, int> pair in _strings)
        {
            table.Add(pair.Key, pair.Value);
        }

        return table;
    }
}
