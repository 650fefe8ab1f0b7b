using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;

namespace Imaging.Files;

/// <summary>The few calls of the C library that reading a file into memory takes, on Linux.</summary>
internal static unsafe class LibC
{
    // The name under which both the GNU library and musl are found at once. The runtime tries eight others for "libc".
    private const string Library = "libc.so.6";
    private const int ReadOnlyAndCloseOnExec = 0x80000;
    private const int FromEnd = 2;
    private const int OnlyRead = 1;
    private const int ReadAndWrite = 3;
    private const int Private = 2;
    private const int PrivateAndAnonymous = 0x22;
    private const int LongestPath = 4096;

    /// <summary>The smallest page of any system that the runtime supports.</summary>
    internal const nuint PageBytes = 4096;

    /// <summary>Instead of a file descriptor: there is no such file.</summary>
    internal const int Missing = -2;

    private const int NoSuchFile = 2;

    /// <summary>A file descriptor, <see cref="Missing"/>, or another negative number.</summary>
    internal static int OpenForReading(string path)
    {
        if (path.Length >= LongestPath)
        {
            return -1;
        }

        byte* bytes = stackalloc byte[LongestPath];
        for (int i = 0; i < path.Length; i++)
        {
            if (path[i] is '\0' or > '\x7F')
            {
                return OpenEncoded(path);
            }

            bytes[i] = (byte)path[i];
        }

        bytes[path.Length] = 0;
        return OpenForReading(bytes);
    }

    internal static long Length(int descriptor) => Seek(descriptor, 0, FromEnd);

    [DllImport(Library, EntryPoint = "pread", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern nint Read(int descriptor, byte* target, nuint length, long offset);

    [DllImport(Library, EntryPoint = "close", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int Close(int descriptor);

    /// <summary>Tells the kernel how memory will be used.</summary>
    [DllImport(Library, EntryPoint = "madvise", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int Advise(void* start, nuint length, int advice);

    /// <summary>Private memory, all zero.</summary>
    /// <param name="length">Bytes, a multiple of the alignment.</param>
    /// <param name="alignment">A power of two, of pages.</param>
    /// <exception cref="OutOfMemoryException">There is none.</exception>
    internal static byte* Map(nuint length, nuint alignment)
    {
        nuint mapped = alignment > PageBytes ? length + alignment : length;
        byte* start = Map(null, mapped, ReadAndWrite, PrivateAndAnonymous, -1, 0);
        if (start == (byte*)-1)
        {
            ThrowNoMemory();
        }

        nuint before = (0 - (nuint)start) & (alignment - 1);
        if (before > 0)
        {
            _ = Unmap(start, before);
        }

        if (mapped - before > length)
        {
            _ = Unmap(start + before + length, mapped - before - length);
        }

        return start + before;
    }

    // Apart, as what a method constructs is loaded before it runs.
    [DoesNotReturn]
    private static void ThrowNoMemory() => throw new InsufficientMemoryException();

    /// <summary>A file's bytes, of which is read what is touched; <see langword="null"/> where it cannot be mapped.</summary>
    internal static byte* MapFile(int descriptor, nuint length)
    {
        byte* start = Map(null, length, OnlyRead, Private, descriptor, 0);
        return start == (byte*)-1 ? null : start;
    }

    [DllImport(Library, EntryPoint = "munmap", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int Unmap(byte* start, nuint length);

    [DllImport(Library, EntryPoint = "mmap", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern byte* Map(byte* address, nuint length, int protection, int flags, int descriptor, long offset);

    private static int OpenEncoded(string path)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(path + '\0');
        fixed (byte* start = bytes)
        {
            return path.Contains('\0') ? -1 : OpenForReading(start);
        }
    }

    private static int OpenForReading(byte* path)
    {
        int descriptor = Open(path, ReadOnlyAndCloseOnExec);
        return descriptor < 0 && *LastError() == NoSuchFile ? Missing : descriptor;
    }

    [DllImport(Library, EntryPoint = "__errno_location", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int* LastError();

    [DllImport(Library, EntryPoint = "open", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte* path, int flags);

    [DllImport(Library, EntryPoint = "lseek", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern long Seek(int descriptor, long offset, int origin);
}
