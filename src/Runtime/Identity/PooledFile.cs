using System.Buffers;
using Imaging.Files;

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

    public static unsafe PooledFile Read(string path)
    {
        using FileReader file = FileReader.Open(path);
        if (file.Length > Array.MaxLength)
        {
            BadImage.Throw("The file is too large for an assembly.");
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)file.Length);
        try
        {
            fixed (byte* start = buffer)
            {
                if (file.Read(start, (nuint)file.Length, 0) != (nuint)file.Length)
                {
                    BadImage.Throw("The file was cut short while it was read.");
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        return new PooledFile(buffer, (int)file.Length);
    }

    public void Return() => ArrayPool<byte>.Shared.Return(_buffer);
}
