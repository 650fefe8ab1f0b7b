using System.Reflection;

namespace Imaging.Build;

/// <summary>Where things are, and what this build tool was told by its own project file.</summary>
internal static class Repository
{
    private static readonly Dictionary<string, string> Metadata = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToDictionary(attribute => attribute.Key, attribute => attribute.Value ?? "");

    public static string Root { get; } = Metadata["RepositoryRoot"];

    public static string Artifacts { get; } = Metadata["ArtifactsPath"];

    public static string Packages { get; } = Path.Combine(Artifacts, "packages");

    public static string Solution { get; } = Path.Combine(Root, "Imaging.slnx");

    /// <summary>The version being worked towards, such as <c>0.1.0</c>.</summary>
    public static string VersionPrefix { get; } = Metadata["VersionPrefix"];

    /// <summary>What turns the sources into packages: another compiler gives other bytes.</summary>
    public static string Toolchain { get; } = Metadata["Toolchain"];

    /// <summary>The runtime identifier of this machine, such as <c>linux-x64</c>.</summary>
    public static string HostRid { get; } = Metadata["HostRid"];
}
