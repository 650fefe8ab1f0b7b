using System.Runtime.InteropServices;
using Imaging.Files;

namespace Imaging.Serializer.Capture;

/// <summary>A block of zeroed memory, of large pages where it is large: the first touch of each page is what takes time.</summary>
internal readonly unsafe struct ZeroedMemory
{
    private readonly void* _allocated;

    internal ZeroedMemory(long bytes)
    {
        // What lies around the bytes, so that they begin and end with large pages, is never touched.
        bool isLarge = bytes >= (long)LargePages.Size;
        _allocated = NativeMemory.AllocZeroed((nuint)bytes + (isLarge ? 2 * LargePages.Size : 0));
        Start = (byte*)_allocated;
        if (isLarge)
        {
            Start = (byte*)(((nuint)_allocated + LargePages.Size - 1) & ~(LargePages.Size - 1));
            LargePages.Advise(Start, (nuint)bytes);
        }
    }

    internal byte* Start { get; }

    internal void Free() => NativeMemory.Free(_allocated);
}
