using System.IO.Compression;
using PhoneNumbers;

namespace Cases;

/// <summary>Reads the plans that the package embeds. The package's own loader holds its assembly as a value, which an image cannot.</summary>
#pragma warning disable CS0618 // The package has no other way to say where plans come from.
internal sealed class EmbeddedPlans : IMetadataLoader
#pragma warning restore CS0618
{
    public Stream? LoadMetadata(string fileName) =>
        typeof(PhoneNumberUtil).Assembly.GetManifestResourceStream($"PhoneNumbers.metadata.{fileName}") is { } compressed
            ? new GZipStream(compressed, CompressionMode.Decompress)
            : null;
}
