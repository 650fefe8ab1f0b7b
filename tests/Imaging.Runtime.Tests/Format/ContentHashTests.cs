using Imaging.Format;
using Imaging.Identity;

namespace Imaging.Runtime.Tests.Format;

/// <summary>The hash of what an image begins with.</summary>
[TestClass]
public sealed unsafe class ContentHashTests
{
    [TestMethod]
    [DataRow(64)]
    [DataRow(1001)]
    [DataRow(300_000)]
    public void Hash_is_that_of_all_bytes_but_the_field(int length)
    {
        byte[] bytes = Bytes(length);
        byte[] others = [.. bytes.AsSpan(0, RawHeader.ContentHashOffset), .. bytes.AsSpan(RawHeader.ContentHashOffset + sizeof(ulong))];

        Assert.AreEqual(XxHash64.Hash(others), Hash(bytes));
    }

    [TestMethod]
    public void Every_byte_counts_but_those_of_the_field()
    {
        byte[] bytes = Bytes(700);
        ulong hash = Hash(bytes);
        for (int at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 0x40;
            bool isField = at is >= RawHeader.ContentHashOffset and < RawHeader.ContentHashOffset + sizeof(ulong);
            Assert.AreEqual(isField, hash == Hash(bytes), $"byte {at}");
            bytes[at] ^= 0x40;
        }
    }

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static ulong Hash(byte[] bytes)
    {
        fixed (byte* start = bytes)
        {
            return ContentHash.Of(start, (nuint)bytes.Length);
        }
    }
}
