using System.Security.Cryptography;

namespace Imaging.Build;

/// <summary>Builds everything in Release and packs what is packed.</summary>
internal static class BuildStep
{
    public static int Run()
    {
        Pack();
        return 0;
    }

    /// <summary>Leaves exactly one version of each package in <see cref="Repository.Packages"/> and gives that version.</summary>
    /// <exception cref="BuildFailedException">Something does not build.</exception>
    public static string Pack()
    {
        string suffix = ContentVersion.ComputeSuffix();
        string version = $"{Repository.VersionPrefix}-{suffix}";
        string[] common =
        [
            Repository.Solution, "-c", "Release", $"-p:VersionSuffix={suffix}", "-p:ContinuousIntegrationBuild=true",
            "-nologo", "-v", "minimal", "-tl:off",
        ];

        Tool.RunDotNet(Repository.Root, ["build", .. common]);
        DeleteOtherVersions(version);
        Tool.RunDotNet(Repository.Root, ["pack", "--no-build", .. common]);
        Report(version);
        return version;
    }

    private static void DeleteOtherVersions(string version)
    {
        foreach (string package in ListPackages())
        {
            if (!package.EndsWith($".{version}.nupkg", StringComparison.Ordinal))
            {
                File.Delete(package);
            }
        }
    }

    private static void Report(string version)
    {
        Console.WriteLine();
        Console.WriteLine($"packed {version}");
        foreach (string package in ListPackages())
        {
            byte[] content = File.ReadAllBytes(package);
            string hash = Convert.ToHexStringLower(SHA256.HashData(content));
            Console.WriteLine($"  {hash[..16]}  {content.Length,9:N0} bytes  {Path.GetRelativePath(Repository.Root, package)}");
        }
    }

    private static IEnumerable<string> ListPackages() => Directory.Exists(Repository.Packages)
        ? Directory.EnumerateFiles(Repository.Packages, "*.nupkg").Order(StringComparer.Ordinal)
        : [];
}
