namespace Imaging.Build;

/// <summary>Builds the samples as their authors' users would: a copy outside of the solution, with the packed SDK.</summary>
internal static class DemoStep
{
    public static int Run()
    {
        string version = BuildStep.Pack();
        string directory = CopySamples();
        LocalFeed.AddTo(directory, version);
        foreach (string project in ListProjects(directory))
        {
            Tool.RunDotNet(directory, "build", project, "-c", "Release", "-nologo", "-v", "minimal", "-tl:off");
        }

        return 0;
    }

    private static string CopySamples()
    {
        string source = Path.Combine(Repository.Root, "samples");
        string target = Path.Combine(Repository.Artifacts, "demo");
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        Directory.CreateDirectory(target);
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(source, file);
            if (relative.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            {
                continue;
            }

            string copy = Path.Combine(target, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Isolate(target);
        return target;
    }

    /// <summary>Ends the search for files of the repository's own build: a user does not have them.</summary>
    private static void Isolate(string directory)
    {
        foreach (string name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            string path = Path.Combine(directory, name);
            if (!File.Exists(path))
            {
                File.WriteAllText(path, "<Project />\n");
            }
        }
    }

    private static string[] ListProjects(string directory)
    {
        string[] projects = [.. Directory.EnumerateFiles(directory, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        return projects.Length > 0 ? projects : throw new BuildFailedException("samples/ has no project");
    }
}
