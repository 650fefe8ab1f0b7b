using System.Reflection;

namespace Imaging.EndToEnd.Tests.Harness;

/// <summary>The packages under test, and where every build of the run keeps what it restores.</summary>
internal static class PackedSdk
{
    private const string Prefix = "Imaging.Sdk.";

    /// <summary>Folder that build.sh packs into; <c>IMAGING_TEST_PACKAGES</c> names another one.</summary>
    public static string Feed { get; } = Environment.GetEnvironmentVariable("IMAGING_TEST_PACKAGES") is { Length: > 0 } given
        ? Path.GetFullPath(given)
        : Path.Combine(RepositoryRoot, "artifacts", "packages");

    /// <summary>Version of Imaging.Sdk in the feed: the newest where there are several.</summary>
    public static string Version { get; } = FindVersion();

    /// <summary>Packages folder of this run: never the user's, where another build of the same version may lie.</summary>
    public static string PackagesFolder { get; } = Path.Combine(Workspace.Base, "packages");

    public static string RepositoryRoot => typeof(PackedSdk).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    private static string FindVersion()
    {
        FileInfo? package = Directory.Exists(Feed)
            ? new DirectoryInfo(Feed).GetFiles(Prefix + "*.nupkg").MaxBy(file => file.LastWriteTimeUtc)
            : null;
        return package is null
            ? throw new InvalidOperationException($"There is no {Prefix}*.nupkg in {Feed}: run ./build.sh first.")
            : Path.GetFileNameWithoutExtension(package.Name)[Prefix.Length..];
    }
}
