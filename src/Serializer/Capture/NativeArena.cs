namespace Imaging.Serializer.Capture;

/// <summary>Memory for the bytes of captured objects, given back all at once.</summary>
internal sealed unsafe class NativeArena : IDisposable
{
    private const long FirstChunkBytes = 4 << 20;
    private const long LargestChunkBytes = 64 << 20;

    private ZeroedMemory[] _chunks = [];
    private byte* _next;
    private long _left;
    private long _chunkBytes = FirstChunkBytes;

    /// <summary>Zeroed bytes at a multiple of eight.</summary>
    internal byte* Allocate(long bytes)
    {
        bytes = (bytes + 7) & ~7L;
        if (bytes > _chunkBytes / 4)
        {
            return NewChunk(bytes);
        }

        if (bytes > _left)
        {
            _next = NewChunk(_chunkBytes);
            _left = _chunkBytes;
            _chunkBytes = Math.Min(_chunkBytes * 2, LargestChunkBytes);
        }

        byte* allocated = _next;
        _next += bytes;
        _left -= bytes;
        return allocated;
    }

    public void Dispose()
    {
        foreach (ZeroedMemory chunk in _chunks)
        {
            chunk.Free();
        }

        _chunks = [];
    }

    private byte* NewChunk(long bytes)
    {
        _chunks = [.. _chunks, new ZeroedMemory(bytes)];
        return _chunks[^1].Start;
    }
}
