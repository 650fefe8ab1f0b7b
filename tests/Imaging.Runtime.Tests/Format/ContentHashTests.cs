using Imaging.Format;
using Imaging.Identity;

namespace Imaging.Runtime.Tests.Format;

/// <summary>The hash of an image's bytes.</summary>
[TestClass]
public sealed unsafe class ContentHashTests
{
    private const int Piece = (int)ContentHash.PieceBytes;

    [TestMethod]
    [DataRow(64)]
    [DataRow(Piece - 1)]
    [DataRow(Piece)]
    [DataRow(Piece + 1)]
    [DataRow((3 * Piece) + 77)]
    public void Hash_is_that_of_the_pieces_hashes(int length)
    {
        byte[] bytes = Bytes(length);
        var pieces = new ulong[ContentHash.Pieces((ulong)length)];
        for (int i = 0; i < pieces.Length; i++)
        {
            var piece = new XxHash64(seed: 0);
            piece.Append(WithoutField(bytes, i * Piece, Math.Min(Piece, length - (i * Piece))));
            pieces[i] = piece.Finish();
        }

        Assert.AreEqual(ContentHash.Combine(pieces), Hash(bytes, length));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(4096)]
    [DataRow(Piece - 5)]
    [DataRow(Piece + 5)]
    public void Hash_does_not_depend_on_how_the_bytes_are_given(int step)
    {
        byte[] bytes = Bytes((2 * Piece) + 1000);

        Assert.AreEqual(Hash(bytes, bytes.Length), Hash(bytes, Math.Max(step, sizeof(RawHeader)), step));
    }

    [TestMethod]
    public void Every_byte_counts_but_those_of_the_field()
    {
        byte[] bytes = Bytes(Piece + 300);
        ulong hash = Hash(bytes, bytes.Length);
        for (int at = 0; at < bytes.Length; at = at < 100 || (at >= Piece - 50 && at < Piece + 50) ? at + 1 : at + 997)
        {
            bytes[at] ^= 0x40;
            bool isField = at is >= RawHeader.ContentHashOffset and < RawHeader.ContentHashOffset + sizeof(ulong);
            Assert.AreEqual(isField, hash == Hash(bytes, bytes.Length), $"byte {at}");
            bytes[at] ^= 0x40;
        }
    }

    [TestMethod]
    public void Pieces_that_change_places_change_the_hash()
    {
        byte[] bytes = Bytes(3 * Piece);
        byte[] exchanged = [.. bytes.AsSpan(0, Piece), .. bytes.AsSpan(2 * Piece, Piece), .. bytes.AsSpan(Piece, Piece)];

        Assert.AreNotEqual(Hash(bytes, bytes.Length), Hash(exchanged, exchanged.Length));
    }

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static ReadOnlySpan<byte> WithoutField(byte[] bytes, int start, int length) =>
        start > 0
            ? bytes.AsSpan(start, length)
            : (byte[])[.. bytes.AsSpan(0, RawHeader.ContentHashOffset), .. bytes.AsSpan(0, length)[(RawHeader.ContentHashOffset + sizeof(ulong))..]];

    private static ulong Hash(byte[] bytes, int first, int step = int.MaxValue)
    {
        var hash = new ContentHash();
        fixed (byte* start = bytes)
        {
            for (int at = 0; at < bytes.Length;)
            {
                int length = Math.Min(at == 0 ? first : step, bytes.Length - at);
                hash.Append(start + at, (nuint)length);
                at += length;
            }
        }

        return hash.Finish();
    }
}
