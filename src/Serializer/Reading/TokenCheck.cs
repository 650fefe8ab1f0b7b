using Imaging.Format;
using Imaging.Identity;

namespace Imaging.Serializer.Reading;

/// <summary>Checks metadata tokens of an image.</summary>
internal static class TokenCheck
{
    /// <exception cref="ImageFormatException">The token is of another table, or of no row.</exception>
    internal static void Run(uint token, int table)
    {
        if (MetadataToken.TableOf(token) != table || MetadataToken.RowOf(token) == 0)
        {
            throw new ImageFormatException($"the metadata token {token:x8} is not of the table {table:x2}");
        }
    }
}
