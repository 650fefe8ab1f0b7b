using Imaging.Identity;

namespace Imaging.Format;

/// <summary>
/// The hash that finds accidental damage: XXH64 of the image up to its main section, without the field that holds it. The
/// hashes of all other bytes lie there, one for each <see cref="RawPiece"/>, so that a reader knows what it has before all is read,
/// and several threads can read.
/// </summary>
internal static unsafe class ContentHash
{
    private const uint FieldEnd = RawHeader.ContentHashOffset + sizeof(ulong);

    /// <param name="head">The image from its start to its main section.</param>
    /// <param name="length">Bytes in it: at least a header.</param>
    internal static ulong Of(byte* head, nuint length)
    {
        var hash = new XxHash64(seed: 0);
        hash.Append(head, RawHeader.ContentHashOffset);
        hash.Append(head + FieldEnd, length - FieldEnd);
        return hash.Finish();
    }
}
