using System.Reflection;

namespace Imaging.Serializer.Tests;

/// <summary>Another build of the framework, from its runtime package: a directory that <c>dotnet</c> starts from.</summary>
internal sealed class OtherFrameworkBuild : IDisposable
{
    private const string Framework = "Microsoft.NETCore.App";

    private readonly TemporaryDirectory _root = new();

    private OtherFrameworkBuild(Version version) => Version = version;

    internal Version Version { get; }

    /// <summary>Its <c>dotnet</c>.</summary>
    internal string Host => _root.File("dotnet");

    /// <summary>Versions of the builds whose packages were restored with these tests.</summary>
    internal static IReadOnlyList<string> Versions { get; } = [.. Metadata("OtherFrameworkBuilds").Split(';', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Lays a build out as an installed one is.</summary>
    internal static OtherFrameworkBuild Install(string version)
    {
        var build = new OtherFrameworkBuild(Version.Parse(version));
        string shared = build.LinkFiles(Path.Combine(Metadata("RuntimePackage"), version, "runtimes"), Framework, version);

        string resolver = Directory.CreateDirectory(build._root.File($"host/fxr/{version}")).FullName;
        File.Copy(Path.Combine(shared, "libhostfxr.so"), Path.Combine(resolver, "libhostfxr.so"));
        File.Copy(DotNetHost.Path, build.Host);
        return build;
    }

    /// <summary>Adds the build that these tests run on beside it.</summary>
    internal void AddOwn() => LinkFiles(DotNetHost.FrameworkDirectory, Framework, Environment.Version.ToString(3));

    /// <summary>Adds a framework that is installed beside the one that these tests run on.</summary>
    internal void Add(string framework, string version) => LinkFiles(Path.Combine(DotNetHost.FrameworkDirectory, "..", "..", framework, version), framework, version);

    public void Dispose() => _root.Dispose();

    private string LinkFiles(string from, string framework, string version)
    {
        string shared = Directory.CreateDirectory(_root.File($"shared/{framework}/{version}")).FullName;
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            File.CreateSymbolicLink(Path.Combine(shared, Path.GetFileName(file)), file);
        }

        return shared;
    }

    private static string Metadata(string key) =>
        typeof(OtherFrameworkBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().SingleOrDefault(item => item.Key == key)?.Value ?? "";
}
