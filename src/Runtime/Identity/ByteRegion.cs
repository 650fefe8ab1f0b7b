using System.Runtime.CompilerServices;
using System.Text;

namespace Imaging.Identity;

/// <summary>
/// Some bytes of the file that is being read; no access leaves them. Pointers rather than spans, because slicing
/// and reading a span are calls into another version bubble in ahead-of-time code. Whoever starts the walk keeps
/// the bytes pinned.
/// </summary>
internal readonly unsafe struct ByteRegion(byte* start, uint length)
{
    public readonly byte* Start = start;
    public readonly uint Length = length;

    public byte U8(uint at)
    {
        Check(at, 1);
        return Start[at];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ushort U16(uint at)
    {
        Check(at, 2);
        return *(ushort*)(Start + at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint U32(uint at)
    {
        Check(at, 4);
        return *(uint*)(Start + at);
    }

    public ulong U64(uint at)
    {
        Check(at, 8);
        return *(ulong*)(Start + at);
    }

    /// <summary>An index of the metadata, which is two or four bytes wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Index(uint at, uint width) => width == 2 ? U16(at) : U32(at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ByteRegion Slice(uint at, uint length)
    {
        Check(at, length);
        return new ByteRegion(Start + at, length);
    }

    public ByteRegion From(uint at)
    {
        Check(at, 0);
        return new ByteRegion(Start + at, Length - at);
    }

    /// <summary>Whether the region is exactly the ASCII text.</summary>
    public bool Is(string ascii)
    {
        if (Length != (uint)ascii.Length)
        {
            return false;
        }

        for (int i = 0; i < ascii.Length; i++)
        {
            if (Start[i] != ascii[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the region is exactly these bytes.</summary>
    public bool Is(ReadOnlySpan<byte> bytes) => Length == (uint)bytes.Length && StartsWith(bytes);

    /// <summary>Whether the region begins with bytes.</summary>
    public bool StartsWith(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            return Length >= (uint)bytes.Length && Slice(0, (uint)bytes.Length).Is(new ByteRegion(start, (uint)bytes.Length));
        }
    }

    /// <summary>Whether two regions hold the same bytes.</summary>
    public bool Is(ByteRegion other)
    {
        if (Length != other.Length)
        {
            return false;
        }

        for (uint i = 0; i < Length; i++)
        {
            if (Start[i] != other.Start[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The bytes from <paramref name="at"/> up to, and without, the next zero byte, which must exist.</summary>
    public ByteRegion ZeroTerminated(uint at)
    {
        const ulong LowBits = 0x0101010101010101;
        const ulong HighBits = 0x8080808080808080;

        Check(at, 1);
        uint end = at;
        while (Length - end >= 8)
        {
            ulong word = *(ulong*)(Start + end);
            ulong zeros = unchecked(word - LowBits) & ~word & HighBits;
            if (zeros != 0)
            {
                // The lowest bit is that of the first zero byte; the product's top byte is its number.
                ulong first = (zeros & unchecked(0 - zeros)) >> 7;
                end += (uint)(unchecked(first * 0x0001020304050607) >> 56);
                return new ByteRegion(Start + at, end - at);
            }

            end += 8;
        }

        while (end < Length && Start[end] != 0)
        {
            end++;
        }

        Check(end, 1);
        return new ByteRegion(Start + at, end - at);
    }

    /// <summary>The text that the bytes are in UTF-8.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Start, (int)Length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Check(uint at, uint length)
    {
        if ((ulong)at + length > Length)
        {
            BadImage.ThrowOutOfBounds();
        }
    }
}
