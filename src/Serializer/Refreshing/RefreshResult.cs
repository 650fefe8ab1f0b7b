using Imaging.Serializer.Linking;

namespace Imaging.Serializer.Refreshing;

/// <summary>What became of the images of an app.</summary>
/// <param name="Framework">Version of the framework that the app runs on; <see langword="null"/> where that did not start.</param>
/// <param name="FrameworkPath">Where that framework lies.</param>
/// <param name="Units">The packages that have an image or should have one, each after those that it rests on.</param>
/// <param name="Manifest">What became of the link manifest.</param>
/// <param name="Findings">What the user must know.</param>
internal sealed record RefreshResult(string? Framework, string? FrameworkPath, IReadOnlyList<RefreshedUnit> Units, LinkManifestState Manifest, IReadOnlyList<ImagingDiagnostic> Findings)
{
    /// <summary>What ended the work; <see langword="null"/> where it was done.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether only a bug of Imaging explains that.</summary>
    public bool IsBug { get; init; }

    internal static RefreshResult Refused(ImagingDiagnostic finding) => new(null, null, [], LinkManifestState.None, [finding]);
}
