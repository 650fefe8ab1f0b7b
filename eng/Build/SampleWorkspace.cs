using Imaging.Measurement;

namespace Imaging.Build;

/// <summary>A copy of an app and its libraries outside of the solution, which builds with the packed SDK as a user's projects would.</summary>
internal sealed class SampleWorkspace
{
    private static readonly string[] Common = ["-c", "Release", "-nologo", "-v", "minimal", "-tl:off"];

    private readonly string _directory;
    private readonly string _app;

    private SampleWorkspace(string directory, string app) => (_directory, _app) = (directory, app);

    public string Directory => _directory;

    public string AppProject => Path.Combine(_directory, _app, _app + ".csproj");

    /// <summary>Copies samples/.</summary>
    public static SampleWorkspace Create(string directory, string version) => Create(directory, version, "samples", "Sample.App");

    /// <summary>Copies the roots of popular packages.</summary>
    public static SampleWorkspace CreatePackages(string directory, string version) =>
        Create(directory, version, Path.Combine("tests", "Imaging.Packages.Tests", "Cases"), "Check");

    /// <summary>Copies a directory of the repository. Makes the target anew.</summary>
    /// <param name="directory">The target.</param>
    /// <param name="version">The version of the packed SDK.</param>
    /// <param name="source">The directory in the repository.</param>
    /// <param name="app">The app there.</param>
    public static SampleWorkspace Create(string directory, string version, string source, string app)
    {
        if (System.IO.Directory.Exists(directory))
        {
            System.IO.Directory.Delete(directory, recursive: true);
        }

        Copy(Path.Combine(Repository.Root, source), directory);
        Isolate(directory);
        LocalFeed.AddTo(directory, version);
        return new SampleWorkspace(directory, app);
    }

    /// <exception cref="BuildFailedException">The samples do not build.</exception>
    public void Build(params IEnumerable<string> arguments) => Tool.RunDotNet(_directory, ["build", AppProject, .. Common, .. arguments]);

    /// <summary>
    /// Publishes the app with all its code compiled ahead of time, builders included: a baseline that waits for the JIT would
    /// flatter the images. Where the compiler is not to be had for this machine, gives the plain build.
    /// </summary>
    /// <exception cref="BuildFailedException">The app does not publish.</exception>
    public PublishedSample Publish()
    {
        string[] aheadOfTime = ["-r", Repository.HostRid, "-p:PublishReadyToRun=true"];
        if (Tool.TryRunDotNet(_directory, ["restore", AppProject, "-nologo", "-v", "minimal", "-tl:off", .. aheadOfTime]) != 0)
        {
            Console.WriteLine($"No package source has the ahead-of-time compiler for {Repository.HostRid}: what follows measures the plain build, whose builders wait for the JIT.");
            Build();
            string built = Path.Combine(_directory, _app, "bin", "Release", "net10.0");
            return new PublishedSample(Path.Combine(built, _app + ".dll"), IsAheadOfTime: false);
        }

        string target = Path.Combine(_directory, "publish");
        Tool.RunDotNet(_directory, ["publish", AppProject, "--no-restore", "--self-contained", "false", "-o", target, .. Common, .. aheadOfTime]);
        CompiledCode.RequireAheadOfTime(target);
        return new PublishedSample(Path.Combine(target, _app + ".dll"), IsAheadOfTime: true);
    }

    private static void Copy(string source, string target)
    {
        foreach (string file in System.IO.Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(source, file);
            if (relative.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            {
                continue;
            }

            string copy = Path.Combine(target, relative);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
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
