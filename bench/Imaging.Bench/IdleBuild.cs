using Imaging.Measurement;

namespace Imaging.Bench;

/// <summary><c>dotnet build</c> with nothing to do: what imaging adds to the wait of every build.</summary>
internal static class IdleBuild
{
    private const int WarmUps = 1;

    /// <param name="enabled">A project or solution that was built with imaging.</param>
    /// <param name="disabled">The same in another directory, built without.</param>
    /// <param name="runs">How many runs of each.</param>
    /// <exception cref="MeasurementException">A build failed, or had something to do.</exception>
    public static Report Measure(string enabled, string disabled, int runs)
    {
        if (!HasImages(enabled) || HasImages(disabled))
        {
            throw new MeasurementException("what was built with imaging must have images, and what was built without must have none");
        }

        // Images could be made and come out the same.
        if (BuildTasks.Of(enabled, WorkspaceOf(enabled), Arguments(isEnabled: true)).FirstOrDefault(static task => task is "SerializePackageImage" or "LinkPackageImages") is { } task)
        {
            throw new MeasurementException($"a build with nothing to do ran the task {task}");
        }

        var times = Interleaved.Run(
            [
                new("without imaging", () => Build(disabled, isEnabled: false)),
                new Variant<double>("with imaging", () => Build(enabled, isEnabled: true)),
            ],
            WarmUps,
            runs);

        var without = new Statistics(times["without imaging"]);
        var report = new Report(
            $"dotnet build with nothing to do: medians and quartiles of {runs} interleaved pairs",
            "what", "ms", "over without");
        foreach ((string name, IReadOnlyList<double> measured) in times)
        {
            var statistics = new Statistics(measured);
            report.Add(Cell.Of(name), Cell.Spread(statistics, "F0"), Cell.Of(((statistics.Median / without.Median) - 1) * 100, "F1", "%"));
        }

        return report;
    }

    private static double Build(string project, bool isEnabled)
    {
        string workspace = WorkspaceOf(project);
        OutputSnapshot before = OutputSnapshot.Of(workspace);
        ChildProcess build = ChildProcess
            .Run(ChildProcess.DotNet, ["build", project, "-nologo", "-tl:off", .. Arguments(isEnabled)], workspace)
            .Succeeded($"dotnet build {project}");
        if (OutputSnapshot.Of(workspace).FirstDifference(before) is { } changed)
        {
            throw new MeasurementException($"a build with nothing to do changed {changed}");
        }

        return build.Elapsed.TotalMilliseconds;
    }

    private static string[] Arguments(bool isEnabled) => ["-c", "Release", isEnabled ? "-p:ImagingEnabled=true" : "-p:ImagingEnabled=false"];

    private static bool HasImages(string project) =>
        Directory.EnumerateFiles(WorkspaceOf(project), "*.pkgimg", SearchOption.AllDirectories).Any();

    // Where the version of the SDK is chosen.
    private static string WorkspaceOf(string project)
    {
        string directory = Path.GetDirectoryName(Path.GetFullPath(project))!;
        while (!File.Exists(Path.Combine(directory, "global.json")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new MeasurementException($"no directory above {project} has a global.json");
        }

        return directory;
    }
}
