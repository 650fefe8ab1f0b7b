namespace Imaging.Identity;

/// <summary>The unsigned integers of one, two or four bytes that blobs and signatures are made of.</summary>
internal static class CompressedInteger
{
    public static uint Read(ByteRegion region, ref uint at)
    {
        uint first = region.U8(at);
        if ((first & 0x80) == 0)
        {
            at += 1;
            return first;
        }

        if ((first & 0xC0) == 0x80)
        {
            uint value = ((first & 0x3F) << 8) | region.U8(at + 1);
            at += 2;
            return value;
        }

        if ((first & 0xE0) == 0xC0)
        {
            uint value = ((first & 0x1F) << 24) | ((uint)region.U8(at + 1) << 16) | ((uint)region.U8(at + 2) << 8) | region.U8(at + 3);
            at += 4;
            return value;
        }

        BadImage.Throw("A compressed integer of the metadata is malformed.");
        return 0;
    }
}
