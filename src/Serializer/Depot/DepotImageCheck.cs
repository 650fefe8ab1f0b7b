using System.Security.Cryptography;
using Imaging.Format;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Depot;

/// <summary>What the bytes of an image must be before they leave a depot.</summary>
internal static class DepotImageCheck
{
    /// <returns>What is wrong; <see langword="null"/> for the very image that the entry names.</returns>
    internal static string? Fault(ImageBytes image, DepotEntry entry)
    {
        ref readonly RawHeader header = ref image.View.Header;
        using Stream bytes = image.OpenRead();
        return image.Length != entry.Image.Bytes || Convert.ToHexStringLower(SHA256.HashData(bytes)) != entry.Image.Sha256 ? "its SHA-256 does not match"
            : image.FindDamage() is not null ? "its content hash does not match"
            : header.BuildId.ToString() != entry.BuildId ? $"it is of the build {header.BuildId} instead of {entry.BuildId}"
            : image.ComputeBuildId() != header.BuildId ? "its build id is not that of its content"
            : header.Flags != ImageFormat.VerifiedFlag ? "no second capture confirmed it"
            : null;
    }
}
