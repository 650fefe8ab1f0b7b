using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace Imaging.Files;

/// <summary>
/// A file open for reading. The first file that a process opens with the framework costs it about three milliseconds, more
/// than the restore of a small image: on Linux the C library is called instead, and the framework only where that fails,
/// since it says why.
/// </summary>
internal sealed unsafe class FileReader : IDisposable
{
    private const int ReadAtMost = 1 << 30;

    private int _descriptor;
    private readonly SafeFileHandle? _handle;

    private FileReader(int descriptor, SafeFileHandle? handle, long length) => (_descriptor, _handle, Length) = (descriptor, handle, length);

    /// <summary>Bytes in the file when it was opened.</summary>
    internal long Length { get; }

    /// <summary>Opens a file.</summary>
    /// <returns><see langword="null"/> where there is none of that name.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a directory.</exception>
    internal static FileReader? OpenIfPresent(string path)
    {
        bool isMissing = false;
        return OperatingSystem.IsLinux()
            ? TryOpenDirectly(path, out isMissing) ?? (isMissing ? null : OpenWithFramework(path))
            : Path.Exists(path) ? OpenWithFramework(path)
            : null;
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a directory.</exception>
    internal static FileReader Open(string path) => OpenIfPresent(path) ?? OpenWithFramework(path);

    /// <summary>Reads up to a number of bytes, fewer only where the file ends.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal nuint Read(byte* target, nuint length, long offset)
    {
        nuint filled = 0;
        while (filled < length)
        {
            int wanted = (int)Math.Min(length - filled, ReadAtMost);
            long read = _handle is null
                ? LibC.Read(_descriptor, target + filled, (nuint)wanted, offset + (long)filled)
                : ReadWithFramework(target + filled, wanted, offset + (long)filled);
            if (read == 0)
            {
                break;
            }

            if (read < 0)
            {
                ThrowUnreadable();
            }

            filled += (nuint)read;
        }

        return filled;
    }

    /// <summary>Maps the file into memory that is not written to.</summary>
    /// <returns><see langword="null"/> where that cannot be done.</returns>
    internal byte* Map() => _handle is null && Length > 0 ? LibC.MapFile(_descriptor, (nuint)Length) : null;

    /// <summary>Closes the file, once: its number may soon be that of another.</summary>
    public void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
        {
            _ = LibC.Close(descriptor);
        }

        _handle?.Dispose();
    }

    private static FileReader? TryOpenDirectly(string path, out bool isMissing)
    {
        int descriptor = LibC.OpenForReading(path);
        isMissing = descriptor == LibC.Missing;
        if (descriptor < 0)
        {
            return null;
        }

        // A directory can be opened, but has nothing to read: the framework says so.
        byte probe;
        long length = LibC.Length(descriptor);
        if (length >= 0 && LibC.Read(descriptor, &probe, 1, 0) >= 0)
        {
            return new FileReader(descriptor, null, length);
        }

        _ = LibC.Close(descriptor);
        return null;
    }

    private static FileReader OpenWithFramework(string path)
    {
        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        return new FileReader(-1, handle, RandomAccess.GetLength(handle));
    }

    // Apart, as what a method constructs is loaded before it runs.
    [DoesNotReturn]
    private static void ThrowUnreadable() => throw new IOException("reading failed");

    private int ReadWithFramework(byte* target, int length, long offset) =>
        RandomAccess.Read(_handle!, new Span<byte>(target, length), offset);
}
