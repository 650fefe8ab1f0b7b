using BenchmarkDotNet.Attributes;
using Imaging.Identity;

namespace Imaging.Bench.InProcess;

/// <summary>The hash that proves an image undamaged, over a small and a large one.</summary>
public class HashBenchmarks
{
    private byte[] _bytes = [];

    /// <summary>Bytes hashed.</summary>
    [Params(4 << 10, 16 << 20)]
    public int Length { get; set; }

    /// <summary>Makes the bytes.</summary>
    [GlobalSetup]
    public void MakeBytes()
    {
        _bytes = new byte[Length];
        for (int i = 0; i < _bytes.Length; i++)
        {
            _bytes[i] = (byte)(i * 31);
        }
    }

    /// <summary>XXH64 at once.</summary>
    [Benchmark]
    public ulong Xxh64() => XxHash64.Hash(_bytes);
}
