using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Imaging.Files;

/// <summary>
/// Private memory for a file's bytes: a mapped file that is cut short later would end the process, and
/// large blocks want large pages, since the first touch of each page is what a large restore waits for.
/// </summary>
internal sealed unsafe class FileMemory
{
    // Below this, memory that the collector manages and does not move: the assembly of native memory is loaded for larger ones.
    private const nuint NativeFrom = 32 << 10;

    private readonly byte[]? _managed;

    private FileMemory(byte* start, nuint length, byte[]? managed)
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
    internal static FileMemory Allocate(nuint length)
    {
        if (length >= NativeFrom)
        {
            return AllocateNative(length);
        }

        byte[] managed = GC.AllocateUninitializedArray<byte>((int)length + 1, pinned: true);
        return new FileMemory((byte*)Unsafe.AsPointer(ref managed[0]), length, managed);
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="IOException">It cannot be read, or was cut short meanwhile.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    internal static FileMemory Read(string path)
    {
        using FileReader file = FileReader.Open(path);
        FileMemory memory = Allocate((nuint)file.Length);
        if (file.Read(memory.Start, memory.Length, 0) != memory.Length)
        {
            memory.Free();
            throw new IOException($"{path} was cut short while it was read");
        }

        return memory;
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

    private static FileMemory AllocateNative(nuint length)
    {
        if (length < 2 * LargePages.Size)
        {
            return new FileMemory((byte*)NativeMemory.AlignedAlloc(length, 64), length, null);
        }

        nuint rounded = (length + LargePages.Size - 1) & ~(LargePages.Size - 1);
        byte* start = (byte*)NativeMemory.AlignedAlloc(rounded, LargePages.Size);
        LargePages.Advise(start, rounded);
        return new FileMemory(start, length, null);
    }

    private static void FreeNative(byte* start) => NativeMemory.AlignedFree(start);
}
