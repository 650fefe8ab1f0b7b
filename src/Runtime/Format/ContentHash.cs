using Imaging.Identity;

namespace Imaging.Format;

/// <summary>The hash that finds accidental damage: XXH64 of the file without the field that holds it.</summary>
/// <remarks>Bytes are given in file order, in pieces: a large image is hashed as it is read, while its bytes are in the cache.</remarks>
internal unsafe struct ContentHash
{
    private const int FieldEnd = RawHeader.ContentHashOffset + sizeof(ulong);

    private XxHash64 _hash;
    private ulong _position;

    public ContentHash() => _hash = new XxHash64(seed: 0);

    /// <summary>Adds the next bytes of the file. The first piece holds the whole header.</summary>
    internal void Append(byte* start, int length)
    {
        if (_position == 0)
        {
            _hash.Append(new ReadOnlySpan<byte>(start, RawHeader.ContentHashOffset));
            _hash.Append(new ReadOnlySpan<byte>(start + FieldEnd, length - FieldEnd));
        }
        else
        {
            _hash.Append(new ReadOnlySpan<byte>(start, length));
        }

        _position += (uint)length;
    }

    internal ulong Finish() => _hash.Finish();

    /// <summary>The hash of a whole file in memory.</summary>
    internal static ulong Of(byte* start, nuint length)
    {
        var hash = new ContentHash();
        for (nuint done = 0; done < length;)
        {
            int piece = (int)Math.Min(length - done, 1 << 30);
            hash.Append(start + done, piece);
            done += (nuint)piece;
        }

        return hash.Finish();
    }
}
