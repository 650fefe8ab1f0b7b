namespace Imaging.Serializer.Linking;

/// <summary>What a link found.</summary>
/// <param name="Manifest">What was proved. An image that is damaged is not in it.</param>
/// <param name="Findings">
/// Errors: images that are damaged, or that do not fit assemblies that are those they were made with. Warnings: images of
/// other assemblies than the app deploys, which are caches that do not hold.
/// </param>
internal sealed record LinkResult(LinkManifest Manifest, IReadOnlyList<ImagingDiagnostic> Findings)
{
    internal int LinkedImages => Manifest.Images.Count(static image => image.Linked);
}
