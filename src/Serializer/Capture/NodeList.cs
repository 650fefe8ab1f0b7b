using System.Runtime.CompilerServices;

namespace Imaging.Serializer.Capture;

/// <summary>The nodes of a capture, in memory that the collector need not count: millions of them would make it collect again and again.</summary>
internal sealed unsafe class NodeList : IDisposable
{
    private const int ChunkBits = 14;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly NativeArena _arena = new();
    private nint[] _chunks = new nint[16];
    private int _chunkCount;

    internal int Count { get; private set; }

    internal ref CapturedNode this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            return ref ((CapturedNode*)_chunks[index >> ChunkBits])[index & (ChunkSize - 1)];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref CapturedNode Add(in CapturedNode node)
    {
        if (Count == _chunkCount << ChunkBits)
        {
            AddChunk();
        }

        ref CapturedNode added = ref ((CapturedNode*)_chunks[Count >> ChunkBits])[Count & (ChunkSize - 1)];
        added = node;
        Count++;
        return ref added;
    }

    internal void Truncate(int count) => Count = count;

    public void Dispose()
    {
        Count = 0;
        _chunkCount = 0;
        _arena.Dispose();
    }

    private void AddChunk()
    {
        if (_chunkCount == _chunks.Length)
        {
            Array.Resize(ref _chunks, _chunkCount * 2);
        }

        _chunks[_chunkCount++] = (nint)_arena.Allocate((long)ChunkSize * sizeof(CapturedNode));
    }
}
