using System.Runtime.CompilerServices;

namespace Imaging.Identity;

/// <summary>XXH64, one-shot and streaming. Scalar, because ahead-of-time code over vectors is rejected when it is loaded.</summary>
internal unsafe struct XxHash64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;
    private const int StripeLength = 32;

    private ulong _lane1;
    private ulong _lane2;
    private ulong _lane3;
    private ulong _lane4;
    private ulong _length;
    private readonly ulong _seed;
    private fixed byte _pending[StripeLength];

    public XxHash64(ulong seed)
    {
        unchecked
        {
            _seed = seed;
            _lane1 = seed + Prime1 + Prime2;
            _lane2 = seed + Prime2;
            _lane3 = seed;
            _lane4 = seed - Prime1;
        }
    }

    public static ulong Hash(ReadOnlySpan<byte> bytes, ulong seed = 0)
    {
        var hash = new XxHash64(seed);
        hash.Append(bytes);
        return hash.Finish();
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            Append(start, (uint)bytes.Length);
        }
    }

    public void Append(byte* start, nuint length)
    {
        fixed (byte* pending = _pending)
        {
            byte* next = start;
            nuint left = length;
            uint held = (uint)_length % StripeLength;
            _length += left;

            if (held != 0)
            {
                uint taken = (uint)Math.Min(StripeLength - held, left);
                Unsafe.CopyBlockUnaligned(pending + held, next, taken);
                if (held + taken < StripeLength)
                {
                    return;
                }

                Consume(pending, 1);
                next += taken;
                left -= taken;
            }

            Consume(next, left / StripeLength);
            uint rest = (uint)(left % StripeLength);
            if (rest != 0)
            {
                Unsafe.CopyBlockUnaligned(pending, next + (left - rest), rest);
            }
        }
    }

    /// <summary>The hash of everything appended so far; more may be appended afterwards.</summary>
    public ulong Finish()
    {
        unchecked
        {
            ulong hash = _length < StripeLength ? _seed + Prime5 : Converge();
            hash += _length;

            fixed (byte* pending = _pending)
            {
                byte* next = pending;
                uint left = (uint)_length % StripeLength;
                for (; left >= 8; left -= 8, next += 8)
                {
                    hash = RotateLeft(hash ^ Round(0, Read64(next)), 27) * Prime1 + Prime4;
                }

                if (left >= 4)
                {
                    hash = RotateLeft(hash ^ *(uint*)next * Prime1, 23) * Prime2 + Prime3;
                    next += 4;
                    left -= 4;
                }

                for (; left != 0; left--, next++)
                {
                    hash = RotateLeft(hash ^ *next * Prime5, 11) * Prime1;
                }
            }

            hash = (hash ^ (hash >> 33)) * Prime2;
            hash = (hash ^ (hash >> 29)) * Prime3;
            return hash ^ (hash >> 32);
        }
    }

    private void Consume(byte* next, nuint stripes)
    {
        ulong lane1 = _lane1, lane2 = _lane2, lane3 = _lane3, lane4 = _lane4;
        for (; stripes != 0; stripes--, next += StripeLength)
        {
            lane1 = Round(lane1, Read64(next));
            lane2 = Round(lane2, Read64(next + 8));
            lane3 = Round(lane3, Read64(next + 16));
            lane4 = Round(lane4, Read64(next + 24));
        }

        _lane1 = lane1;
        _lane2 = lane2;
        _lane3 = lane3;
        _lane4 = lane4;
    }

    private readonly ulong Converge()
    {
        unchecked
        {
            ulong hash = RotateLeft(_lane1, 1) + RotateLeft(_lane2, 7) + RotateLeft(_lane3, 12) + RotateLeft(_lane4, 18);
            hash = (hash ^ Round(0, _lane1)) * Prime1 + Prime4;
            hash = (hash ^ Round(0, _lane2)) * Prime1 + Prime4;
            hash = (hash ^ Round(0, _lane3)) * Prime1 + Prime4;
            return (hash ^ Round(0, _lane4)) * Prime1 + Prime4;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read64(byte* at) => *(ulong*)at;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Round(ulong lane, ulong input) => unchecked(RotateLeft(lane + input * Prime2, 31) * Prime1);

    // Spelled out: BitOperations lives in another version bubble and would be a call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong RotateLeft(ulong value, int bits) => (value << bits) | (value >> (64 - bits));
}
