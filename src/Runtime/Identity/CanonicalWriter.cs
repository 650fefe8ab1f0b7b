using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Imaging.Identity;

/// <summary>Gathers small pieces of the canonical stream, so that the hash sees large ones.</summary>
/// <param name="identity">Gets the stream too, so that it is walked once; <see langword="null"/> where only its checksum is asked for.</param>
/// <param name="file">What all pieces are taken from.</param>
internal unsafe struct CanonicalWriter(IncrementalHash? identity, ByteRegion file, byte* buffer, uint capacity, ulong limit)
{
    private const int Block = 32;

    private XxHash64 _checksum = new(seed: 0);
    private readonly byte* _fileStart = file.Start;
    private readonly byte* _lastBlock = file.Start + file.Length - Block;
    private readonly byte* _buffer = buffer;
    private readonly uint _capacity = capacity;
    private uint _used;
    private ulong _left = limit;

    /// <summary>Stands for content that is there, but does not count; no piece is that long.</summary>
    public const uint Masked = uint.MaxValue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void U32(uint value)
    {
        if (_capacity - _used < 4)
        {
            Flush();
        }

        *(uint*)(_buffer + _used) = value;
        _used += 4;
    }

    public void U64(ulong value)
    {
        U32((uint)value);
        U32((uint)(value >> 32));
    }

    public void Sized(ByteRegion bytes)
    {
        U32(bytes.Length);
        Raw(bytes.Start, bytes.Length);
    }

    public void Raw(byte* start, uint length)
    {
        byte* to = _buffer + _used;
        if (length <= Block && _capacity - _used >= Block && start <= _lastBlock && start >= _fileStart)
        {
            // Most pieces are names and signatures: copying too much is faster than finding out how much is enough.
            *(ulong*)to = *(ulong*)start;
            *(ulong*)(to + 8) = *(ulong*)(start + 8);
            *(ulong*)(to + 16) = *(ulong*)(start + 16);
            *(ulong*)(to + 24) = *(ulong*)(start + 24);
            _used += length;
            return;
        }

        RawSlow(start, length);
    }

    private void RawSlow(byte* start, uint length)
    {
        if (length == 0)
        {
            return;
        }

        if (length > _capacity - _used)
        {
            Flush();
            if (length > _capacity)
            {
                Feed(start, length);
                return;
            }
        }

        Unsafe.CopyBlockUnaligned(_buffer + _used, start, length);
        _used += length;
    }

    public ulong Finish()
    {
        Flush();
        return _checksum.Finish();
    }

    private void Flush()
    {
        Feed(_buffer, _used);
        _used = 0;
    }

    private void Feed(byte* start, uint length)
    {
        // Many rows may refer to the same bytes: a forged file would otherwise take time without bound.
        if (length > _left)
        {
            BadImage.Throw("The metadata of the assembly refers to the same bytes too often.");
        }

        _left -= length;
        _checksum.Append(start, length);
        identity?.AppendData(new ReadOnlySpan<byte>(start, (int)length));
    }
}
