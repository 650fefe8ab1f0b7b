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

    /// <summary>Brings the manifest's file up to date, where that is asked for.</summary>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    internal LinkManifestState Settle(DeployedApp app, bool writes)
    {
        if (LinkManifestFile.IsCurrent(app.ManifestPath, Manifest))
        {
            return Manifest.Images.Count == 0 ? LinkManifestState.None : LinkManifestState.Current;
        }

        // As in a build: what is broken is not written down as linked.
        if (!writes || Findings.Any(static finding => finding.Severity == ImagingSeverity.Error))
        {
            return File.Exists(app.ManifestPath) ? LinkManifestState.OutOfDate : LinkManifestState.None;
        }

        LinkManifestFile.Update(app.ManifestPath, Manifest);
        return Manifest.Images.Count == 0 ? LinkManifestState.None : LinkManifestState.Written;
    }
}
