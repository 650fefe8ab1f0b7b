namespace Imaging.Build;

/// <summary>The files that decide what is in the packages.</summary>
internal static class PackageContent
{
    private static readonly string[] Places =
    [
        "src", "Sdk", "eng", "Imaging.Sdk.nuspec", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props",
        "global.json", ".editorconfig", "README.md", "LICENSE",
    ];

    /// <summary>Paths relative to the repository, with '/', in ordinal order.</summary>
    public static IReadOnlyList<string> List()
    {
        IEnumerable<string> paths = FromGit() ?? FromDisk();
        return [.. paths.Where(path => File.Exists(Path.Combine(Repository.Root, path))).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Tracked files and new ones that are not ignored; null if this directory is not itself a git work tree.</summary>
    private static string[]? FromGit()
    {
        // The sources may have been unpacked inside of somebody else's repository, which may ignore them.
        string? wayUp = Tool.TryRead("git", Repository.Root, "rev-parse", "--show-cdup");
        if (wayUp is null || wayUp.Trim() is not "")
        {
            return null;
        }

        string? listed = Tool.TryRead("git", Repository.Root, ["ls-files", "-co", "--exclude-standard", "-z", "--", .. Places]);
        return listed?.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    private static IEnumerable<string> FromDisk()
    {
        foreach (string place in Places)
        {
            string path = Path.Combine(Repository.Root, place);
            if (!Directory.Exists(path))
            {
                yield return place;
                continue;
            }

            foreach (string file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
            {
                string relative = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
                if (!IsOutput(relative))
                {
                    yield return relative;
                }
            }
        }
    }

    private static bool IsOutput(string path) =>
        path.Split('/').Any(part => part.ToLowerInvariant() is "bin" or "obj" or "artifacts" or "testresults" or ".vs" or ".idea" or ".vscode")
        || Path.GetExtension(path) is ".user" or ".binlog";
}
