namespace Imaging.Serializer.Worklists;

/// <summary>Why an image that came with an assembly does not hold for what a program resolved.</summary>
/// <param name="Reason">The end of a sentence.</param>
/// <param name="Conflict">The dependency of another version or build, where that is the reason.</param>
internal sealed record ImageMisfit(string Reason, VersionConflict? Conflict = null);

/// <summary>A dependency that is not the one which an image was made with.</summary>
/// <param name="Dependency">Its simple name.</param>
/// <param name="MadeWith">The assembly version that the image was made with.</param>
/// <param name="Resolved">The assembly version that the program resolved; the same for another build of one version.</param>
/// <param name="ResolvedPath">Absolute path of what the program resolved.</param>
internal sealed record VersionConflict(string Dependency, string MadeWith, string Resolved, string ResolvedPath);
