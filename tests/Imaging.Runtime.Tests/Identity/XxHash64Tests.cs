using System.Text;

namespace Imaging.Identity;

[TestClass]
public sealed class XxHash64Tests
{
    private const ulong SanitySeed = 2654435761;

    [TestMethod]
    [DataRow("", 0ul, 0xEF46DB3751D8E999ul)]
    [DataRow("a", 0ul, 0xD24EC4F1A98C6E5Bul)]
    [DataRow("abc", 0ul, 0x44BC2CF5AD770999ul)]
    [DataRow("Nobody inspects the spammish repetition", 0ul, 0xFBCEA83C8A378BF1ul)]
    [DataRow("xxhash", 0ul, 0x32DD38952C4BC720ul)]
    [DataRow("xxhash", 20141025ul, 0xB559B98D844E0635ul)]
    public void Text_has_the_published_hash(string text, ulong seed, ulong expected) =>
        Assert.AreEqual(expected, XxHash64.Hash(Encoding.ASCII.GetBytes(text), seed));

    [TestMethod]
    [DataRow(0, 0ul, 0xEF46DB3751D8E999ul)]
    [DataRow(0, SanitySeed, 0xAC75FDA2929B17EFul)]
    [DataRow(1, 0ul, 0xE934A84ADB052768ul)]
    [DataRow(1, SanitySeed, 0x5014607643A9B4C3ul)]
    [DataRow(4, 0ul, 0x9136A0DCA57457EEul)]
    [DataRow(14, 0ul, 0x8282DCC4994E35C8ul)]
    [DataRow(14, SanitySeed, 0xC3BD6BF63DEB6DF0ul)]
    [DataRow(222, 0ul, 0xB641AE8CB691C174ul)]
    [DataRow(222, SanitySeed, 0x20CB8AB7AE10C14Aul)]
    public void Sanity_buffer_of_the_reference_implementation_has_its_hash(int length, ulong seed, ulong expected) =>
        Assert.AreEqual(expected, XxHash64.Hash(SanityBuffer(length), seed));

    [TestMethod]
    public void Splitting_anywhere_changes_nothing()
    {
        byte[] bytes = SanityBuffer(150);
        for (int length = 0; length <= bytes.Length; length++)
        {
            ulong expected = XxHash64.Hash(bytes.AsSpan(0, length), seed: 7);
            for (int split = 0; split <= length; split++)
            {
                var hash = new XxHash64(seed: 7);
                hash.Append(bytes.AsSpan(0, split));
                hash.Finish();
                hash.Append(bytes.AsSpan(split, length - split));
                Assert.AreEqual(expected, hash.Finish(), $"{split} of {length}");
            }
        }
    }

    [TestMethod]
    public void Many_small_pieces_are_one_large_one()
    {
        byte[] bytes = SanityBuffer(1000);
        for (int step = 1; step <= 70; step++)
        {
            var hash = new XxHash64(seed: 0);
            for (int at = 0; at < bytes.Length; at += step)
            {
                hash.Append(bytes.AsSpan(at, Math.Min(step, bytes.Length - at)));
            }

            Assert.AreEqual(XxHash64.Hash(bytes), hash.Finish(), $"step {step}");
        }
    }

    private static byte[] SanityBuffer(int length)
    {
        byte[] bytes = new byte[length];
        ulong generator = SanitySeed;
        for (int i = 0; i < length; i++)
        {
            bytes[i] = (byte)(generator >> 56);
            generator = unchecked(generator * 11400714785074694797);
        }

        return bytes;
    }
}
