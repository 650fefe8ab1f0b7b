namespace Imaging.Serializer.Capture;

/// <summary>The nodes of a capture, in memory that the collector need not count: millions of them would make it collect again and again.</summary>
internal sealed unsafe class NodeList : IDisposable
{
    private const int ChunkBits = 14;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly NativeArena _arena = new();
    private readonly List<nint> _chunks = [];

    internal int Count { get; private set; }

    internal ref CapturedNode this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            return ref ((CapturedNode*)_chunks[index >> ChunkBits])[index & (ChunkSize - 1)];
        }
    }

    internal void Add(in CapturedNode node)
    {
        if (Count == _chunks.Count << ChunkBits)
        {
            _chunks.Add((nint)_arena.Allocate((long)ChunkSize * sizeof(CapturedNode)));
        }

        Count++;
        this[Count - 1] = node;
    }

    internal void Truncate(int count) => Count = count;

    public void Dispose()
    {
        Count = 0;
        _chunks.Clear();
        _arena.Dispose();
    }
}
