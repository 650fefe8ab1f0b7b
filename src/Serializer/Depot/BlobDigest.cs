using System.Security.Cryptography;

namespace Imaging.Serializer.Depot;

/// <summary>What names bytes.</summary>
/// <param name="Sha256">Their SHA-256 in lower-case hexadecimal.</param>
/// <param name="Bytes">How many there are.</param>
internal sealed record BlobDigest(string Sha256, long Bytes)
{
    internal static BlobDigest Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length);

    /// <summary>The digest of what a stream has from here on.</summary>
    internal static BlobDigest Of(Stream stream) => new(Convert.ToHexStringLower(SHA256.HashData(stream)), stream.Length);

    internal static bool IsHash(string text) => text.Length == SHA256.HashSizeInBytes * 2 && text.All(char.IsAsciiHexDigitLower);
}
