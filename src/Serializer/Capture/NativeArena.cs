using System.Runtime.InteropServices;
using Imaging.Files;

namespace Imaging.Serializer.Capture;

/// <summary>Memory for the bytes of captured objects, given back all at once.</summary>
internal sealed unsafe class NativeArena : IDisposable
{
    private const long ChunkBytes = 4 << 20;

    private readonly List<IntPtr> _chunks = [];
    private byte* _next;
    private long _left;

    /// <summary>Zeroed bytes at a multiple of eight.</summary>
    internal byte* Allocate(long bytes)
    {
        bytes = (bytes + 7) & ~7L;
        if (bytes > ChunkBytes / 4)
        {
            return NewChunk(bytes);
        }

        if (bytes > _left)
        {
            _next = NewChunk(ChunkBytes);
            _left = ChunkBytes;
        }

        byte* allocated = _next;
        _next += bytes;
        _left -= bytes;
        return allocated;
    }

    public void Dispose()
    {
        foreach (IntPtr chunk in _chunks)
        {
            NativeMemory.Free((void*)chunk);
        }

        _chunks.Clear();
    }

    private byte* NewChunk(long bytes)
    {
        byte* chunk = (byte*)NativeMemory.AllocZeroed((nuint)bytes);
        if (bytes >= ChunkBytes)
        {
            LargePages.Advise(chunk, (nuint)bytes);
        }

        _chunks.Add((IntPtr)chunk);
        return chunk;
    }
}
