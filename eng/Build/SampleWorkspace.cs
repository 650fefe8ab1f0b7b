using Imaging.Measurement;

namespace Imaging.Build;

/// <summary>A copy of samples/ outside of the solution, which builds with the packed SDK as a user's projects would.</summary>
internal sealed class SampleWorkspace
{
    private static readonly string App = Path.Combine("Sample.App", "Sample.App.csproj");
    private static readonly string[] Common = ["-c", "Release", "-nologo", "-v", "minimal", "-tl:off"];

    private readonly string _directory;

    private SampleWorkspace(string directory) => _directory = directory;

    public string AppProject => Path.Combine(_directory, App);

    /// <summary>Makes the directory anew.</summary>
    public static SampleWorkspace Create(string directory, string version)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        CopySamples(directory);
        Isolate(directory);
        LocalFeed.AddTo(directory, version);
        return new SampleWorkspace(directory);
    }

    /// <exception cref="BuildFailedException">The samples do not build.</exception>
    public void Build(params IEnumerable<string> arguments) => Tool.RunDotNet(_directory, ["build", App, .. Common, .. arguments]);

    /// <summary>
    /// Publishes the app with all its code compiled ahead of time, builders included: a baseline that waits for the JIT would
    /// flatter the images. Where the compiler is not to be had for this machine, gives the plain build.
    /// </summary>
    /// <exception cref="BuildFailedException">The app does not publish.</exception>
    public PublishedSample Publish()
    {
        string[] aheadOfTime = ["-r", Repository.HostRid, "-p:PublishReadyToRun=true"];
        if (Tool.TryRunDotNet(_directory, ["restore", App, "-nologo", "-v", "minimal", "-tl:off", .. aheadOfTime]) != 0)
        {
            Console.WriteLine($"No package source has the ahead-of-time compiler for {Repository.HostRid}: what follows measures the plain build, whose builders wait for the JIT.");
            Build();
            string built = Path.Combine(_directory, "Sample.App", "bin", "Release", "net10.0");
            return new PublishedSample(Path.Combine(built, "Sample.App.dll"), IsAheadOfTime: false);
        }

        string target = Path.Combine(_directory, "publish");
        Tool.RunDotNet(_directory, ["publish", App, "--no-restore", "--self-contained", "false", "-o", target, .. Common, .. aheadOfTime]);
        CompiledCode.RequireAheadOfTime(target);
        return new PublishedSample(Path.Combine(target, "Sample.App.dll"), IsAheadOfTime: true);
    }

    private static void CopySamples(string target)
    {
        string source = Path.Combine(Repository.Root, "samples");
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
}

/// <summary>The sample app, ready to run.</summary>
/// <param name="Assembly">Its main assembly.</param>
/// <param name="IsAheadOfTime">Whether its code, apart from the framework's, was compiled ahead of time.</param>
internal sealed record PublishedSample(string Assembly, bool IsAheadOfTime);
