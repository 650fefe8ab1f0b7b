using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Imaging.Files;

namespace Imaging.Restore;

/// <summary>
/// Private memory for an image's bytes: a mapped file that is cut short later would end the process, and
/// large blocks want large pages, since the first touch of each page is what a large restore waits for.
/// </summary>
internal sealed unsafe class ImageMemory
{
    private const nuint LargePage = 2 << 20;
    private const int AdviseHugePages = 14;

    // Below this, memory that the collector manages and does not move: the assembly of native memory is loaded for larger ones.
    private const nuint NativeFrom = 32 << 10;

    private readonly byte[]? _managed;

    private ImageMemory(byte* start, nuint length, byte[]? managed)
    {
        Start = start;
        Length = length;
        _managed = managed;
    }

    internal byte* Start { get; private set; }

    internal nuint Length { get; }

    /// <summary>Whether the memory is an array of the collector's, which can be no frozen segment: its region would be taken for one.</summary>
    internal bool IsManaged => _managed is not null;

    /// <exception cref="OutOfMemoryException">There is no such block.</exception>
    internal static ImageMemory Allocate(nuint length)
    {
        if (length >= NativeFrom)
        {
            return AllocateNative(length);
        }

        byte[] managed = GC.AllocateUninitializedArray<byte>((int)length + 1, pinned: true);
        return new ImageMemory((byte*)Unsafe.AsPointer(ref managed[0]), length, managed);
    }

    private static ImageMemory AllocateNative(nuint length)
    {
        if (length < 2 * LargePage)
        {
            return new ImageMemory((byte*)NativeMemory.AlignedAlloc(length, 64), length, null);
        }

        nuint rounded = (length + LargePage - 1) & ~(LargePage - 1);
        byte* start = (byte*)NativeMemory.AlignedAlloc(rounded, LargePage);
        if (OperatingSystem.IsLinux())
        {
            // Advice only: where the kernel declines it, the pages are small.
            _ = LibC.Advise(start, rounded, AdviseHugePages);
        }

        return new ImageMemory(start, length, null);
    }

    /// <summary>Gives the memory back. Never after the garbage collector knows of it.</summary>
    internal void Free()
    {
        if (_managed is null)
        {
            FreeNative(Start);
        }

        Start = null;
    }

    private static void FreeNative(byte* start) => NativeMemory.AlignedFree(start);
}
