using Imaging.Identity;

namespace Imaging.Format;

/// <summary>
/// The hash that finds accidental damage: XXH64 of the hashes of the file's pieces, each XXH64 of its bytes. In pieces, so
/// that several threads can read and hash a file. The field that holds the hash is left out of it.
/// </summary>
internal unsafe struct ContentHash
{
    /// <summary>Bytes in every piece but the last.</summary>
    internal const uint PieceBytes = 1 << 20;

    private const ulong FieldEnd = RawHeader.ContentHashOffset + sizeof(ulong);

    private XxHash64 _pieces = new(seed: 0);
    private XxHash64 _piece = new(seed: 0);
    private ulong _position;

    public ContentHash()
    {
    }

    /// <summary>How many pieces a file has.</summary>
    internal static uint Pieces(ulong fileLength) => (uint)((fileLength + PieceBytes - 1) / PieceBytes);

    /// <summary>Adds bytes to the hash of the piece that they lie in.</summary>
    /// <param name="piece">The hash of the piece.</param>
    /// <param name="position">Where in the file the bytes lie.</param>
    /// <param name="start">The bytes.</param>
    /// <param name="length">How many; the file's first ones hold the whole header.</param>
    internal static void Append(ref XxHash64 piece, ulong position, byte* start, uint length)
    {
        if (position == 0)
        {
            piece.Append(start, RawHeader.ContentHashOffset);
            start += FieldEnd;
            length -= (uint)FieldEnd;
        }

        piece.Append(start, length);
    }

    /// <summary>The content hash of a file.</summary>
    /// <param name="pieces">The hashes of its pieces, in order.</param>
    internal static ulong Combine(ulong[] pieces)
    {
        fixed (ulong* start = pieces)
        {
            var hash = new XxHash64(seed: 0);
            hash.Append((byte*)start, (uint)pieces.Length * sizeof(ulong));
            return hash.Finish();
        }
    }

    /// <summary>The content hash of a file in memory.</summary>
    internal static ulong Of(byte* start, nuint length)
    {
        var hash = new ContentHash();
        hash.Append(start, length);
        return hash.Finish();
    }

    /// <summary>Adds the next bytes of a file; the first ones hold the whole header.</summary>
    internal void Append(byte* start, nuint length)
    {
        while (length > 0)
        {
            uint taken = (uint)Math.Min(length, PieceBytes - (_position % PieceBytes));
            Append(ref _piece, _position, start, taken);
            start += taken;
            length -= taken;
            _position += taken;
            if (_position % PieceBytes == 0)
            {
                EndPiece();
            }
        }
    }

    internal ulong Finish()
    {
        if (_position % PieceBytes != 0)
        {
            EndPiece();
        }

        return _pieces.Finish();
    }

    private void EndPiece()
    {
        ulong hash = _piece.Finish();
        _pieces.Append(new ReadOnlySpan<byte>(&hash, sizeof(ulong)));
        _piece = new XxHash64(seed: 0);
    }
}
