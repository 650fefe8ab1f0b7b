using System.Runtime.InteropServices;
using System.Text;

namespace Imaging.Files;

/// <summary>The few calls of the C library that reading a file takes, on Linux.</summary>
internal static unsafe class LibC
{
    private const string Library = "libc";
    private const int ReadOnlyAndCloseOnExec = 0x80000;
    private const int FromEnd = 2;
    private const int LongestPath = 4096;

    /// <summary>A file descriptor, or a negative number.</summary>
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
        return Open(bytes, ReadOnlyAndCloseOnExec);
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

    private static int OpenEncoded(string path)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(path + '\0');
        fixed (byte* start = bytes)
        {
            return path.Contains('\0') ? -1 : Open(start, ReadOnlyAndCloseOnExec);
        }
    }

    [DllImport(Library, EntryPoint = "open", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte* path, int flags);

    [DllImport(Library, EntryPoint = "lseek", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern long Seek(int descriptor, long offset, int origin);
}
