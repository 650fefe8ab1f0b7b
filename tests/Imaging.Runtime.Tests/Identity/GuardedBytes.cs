using System.Runtime.InteropServices;

namespace Imaging.Identity;

/// <summary>
/// Memory that ends at an inaccessible page: reading past it ends the process. On systems without mmap, plain memory.
/// </summary>
internal sealed unsafe partial class GuardedBytes : IDisposable
{
    private const int ReadWrite = 3;
    private const int NoAccess = 0;
    private const int Private = 2;
    private static readonly int Anonymous = OperatingSystem.IsLinux() ? 0x20 : 0x1000;

    private readonly nuint _size;
    private readonly byte* _start;

    public GuardedBytes(int capacity)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        _size = ((nuint)capacity + page - 1) / page * page;
        if (OperatingSystem.IsWindows())
        {
            _start = (byte*)NativeMemory.Alloc(_size);
            return;
        }

        _start = (byte*)Map(0, _size + page, ReadWrite, Private | Anonymous, -1, 0);
        Assert.AreNotEqual(-1, (nint)_start, "mmap failed");
        Assert.AreEqual(0, Protect((nint)(_start + _size), page, NoAccess), "mprotect failed");
    }

    /// <summary>A copy whose last byte is the last one that may be read.</summary>
    public ReadOnlySpan<byte> Hold(ReadOnlySpan<byte> bytes)
    {
        var target = new Span<byte>(_start + _size - (nuint)bytes.Length, bytes.Length);
        bytes.CopyTo(target);
        return target;
    }

    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
        {
            NativeMemory.Free(_start);
            return;
        }

        _ = Unmap((nint)_start, _size + (nuint)Environment.SystemPageSize);
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);
}
