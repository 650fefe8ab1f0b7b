using Imaging.Serializer.Worklists;
using Microsoft.Build.Framework;
using NuGet.Versioning;

namespace Imaging.Tasks;

// Puts into words how the version of a dependency that an image was made with differs from the one that was resolved.
internal static class VersionComparison
{
    /// <returns>The end of a sentence.</returns>
    public static string Explain(VersionConflict conflict, string project, ITaskItem[] closure)
    {
        NuGetVersion madeWith = NuGetVersion.Parse(conflict.MadeWith);
        NuGetVersion resolved = NuGetVersion.Parse(conflict.Resolved);
        string what = $"it was made with {conflict.Dependency} {madeWith.ToNormalizedString()}, and {project} resolves {conflict.Dependency} {resolved.ToNormalizedString()}";
        return $"{what}, {Relation(madeWith, resolved)}{Package(conflict, closure)}";
    }

    private static string Relation(NuGetVersion madeWith, NuGetVersion resolved) => resolved.CompareTo(madeWith) switch
    {
        0 => "which is another build of that version",
        < 0 => "an older version",
        _ when resolved.Major != madeWith.Major => "a newer major version",
        _ when resolved.Minor != madeWith.Minor => "a newer minor version",
        _ => "a newer patch",
    };

    private static string Package(VersionConflict conflict, ITaskItem[] closure) =>
        closure.FirstOrDefault(item => item.ItemSpec == conflict.ResolvedPath) is { } item && item.GetMetadata("NuGetPackageVersion") is { Length: > 0 } version
            ? $" (from the package {item.GetMetadata("NuGetPackageId")} {version})"
            : "";
}
