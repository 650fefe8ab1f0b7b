using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Imaging.Files;

/// <summary>
/// Private memory for a file's bytes: a mapped file that is cut short later would end the process, and
/// large blocks want large pages, since the first touch of each page is what a large restore waits for.
/// </summary>
internal sealed unsafe class FileMemory
{
    // Half a large page, and the rest of it is as soon touched.
    private const nuint LargeFrom = LargePages.Size / 2;

    private readonly nuint _allocated;
    private bool _isKept;

    private FileMemory(byte* start, nuint length, nuint allocated)
    {
        Start = start;
        Length = length;
        _allocated = allocated;
    }

    internal byte* Start { get; private set; }

    internal nuint Length { get; }

    /// <exception cref="OutOfMemoryException">There is no such block.</exception>
    internal static FileMemory Allocate(nuint length)
    {
        bool isLarge = length >= LargeFrom;
        nuint granularity = isLarge ? LargePages.Size : LibC.PageBytes;
        nuint allocated = Math.Max(granularity, (length + granularity - 1) & ~(granularity - 1));

        // The assembly that native memory is named in takes longer to load than a small image.
        byte* start = OperatingSystem.IsLinux() ? LibC.Map(allocated, granularity) : AllocateNative(allocated, granularity);
        if (isLarge)
        {
            LargePages.Advise(start, allocated);
        }

        return new FileMemory(start, length, allocated);
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="IOException">It cannot be read, or was cut short meanwhile.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    internal static FileMemory Read(string path)
    {
        using FileReader file = FileReader.Open(path);
        return Read(file, path);
    }

    /// <summary>Reads a whole file; <see langword="null"/> where there is none.</summary>
    /// <exception cref="IOException">It cannot be read, or was cut short meanwhile.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    internal static FileMemory? ReadIfPresent(string path)
    {
        using FileReader? file = FileReader.OpenIfPresent(path);
        return file is null ? null : Read(file, path);
    }

    private static FileMemory Read(FileReader file, string path)
    {
        FileMemory memory = Allocate((nuint)file.Length);
        if (file.Read(memory.Start, memory.Length, 0) != memory.Length)
        {
            memory.Free();
            ThrowCutShort(path);
        }

        return memory;
    }

    // Apart, as what a method constructs is loaded before it runs.
    [DoesNotReturn]
    private static void ThrowCutShort(string path) => throw new IOException($"{path} was cut short while it was read");

    /// <summary>A whole file, of which is read what is touched. For files that nobody writes to.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    internal static FileMemory Map(string path)
    {
        using FileReader file = FileReader.Open(path);
        byte* start = file.Map();
        return start == null ? Read(path) : new FileMemory(start, (nuint)file.Length, (nuint)file.Length);
    }

    // Images of contexts that were unloaded.
    ~FileMemory()
    {
        if (!_isKept)
        {
            Free();
        }
    }

    /// <summary>The memory is never given back: others than this object know of it.</summary>
    internal void Keep() => _isKept = true;

    /// <summary>Gives the memory back. Never after the garbage collector knows of it.</summary>
    internal void Free()
    {
        if (Start is null)
        {
            return;
        }

        if (OperatingSystem.IsLinux())
        {
            _ = LibC.Unmap(Start, _allocated);
        }
        else
        {
            FreeNative(Start);
        }

        Start = null;
    }

    private static byte* AllocateNative(nuint length, nuint alignment) => (byte*)NativeMemory.AlignedAlloc(length, alignment);

    private static void FreeNative(byte* start) => NativeMemory.AlignedFree(start);
}
