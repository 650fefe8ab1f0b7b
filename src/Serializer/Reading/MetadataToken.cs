using Imaging.Format;

namespace Imaging.Serializer.Reading;

/// <summary>Checks metadata tokens of an image.</summary>
internal static class MetadataToken
{
    internal const uint Type = 0x02;
    internal const uint Field = 0x04;
    internal const uint Method = 0x06;

    private const int TableShift = 24;
    private const uint RowMask = (1u << TableShift) - 1;

    /// <exception cref="ImageFormatException">The token is of another table, or of no row.</exception>
    internal static void Check(uint token, uint table)
    {
        if (token >> TableShift != table || (token & RowMask) == 0)
        {
            throw new ImageFormatException($"the metadata token {token:x8} is not of the table {table:x2}");
        }
    }
}
