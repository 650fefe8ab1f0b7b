namespace Imaging;

/// <summary>What package images did in this process.</summary>
public static class PackageImage
{
    /// <summary>How each root that was read so far got its value, in the order in which they were decided.</summary>
    public static IReadOnlyList<ImageDecision> Decisions => DecisionLog.Snapshot();
}
