using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Imaging.Identity;

/// <summary>A whole file in a pooled buffer. Not mapped: a mapped file that is truncated later ends the process.</summary>
internal readonly struct PooledFile
{
    private readonly byte[] _buffer;
    private readonly int _length;

    private PooledFile(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    public ReadOnlySpan<byte> Bytes => new(_buffer, 0, _length);

    public static PooledFile Read(string path)
    {
        using SafeFileHandle handle = File.OpenHandle(path);
        long length = RandomAccess.GetLength(handle);
        if (length > Array.MaxLength)
        {
            BadImage.Throw("The file is too large for an assembly.");
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)length);
        int filled = 0;
        try
        {
            while (filled < length)
            {
                int read = RandomAccess.Read(handle, new Span<byte>(buffer, filled, (int)length - filled), filled);
                if (read == 0)
                {
                    BadImage.Throw("The file was cut short while it was read.");
                }

                filled += read;
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        return new PooledFile(buffer, filled);
    }

    public void Return() => ArrayPool<byte>.Shared.Return(_buffer);
}
