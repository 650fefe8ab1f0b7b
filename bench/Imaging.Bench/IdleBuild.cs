using Imaging.Measurement;

namespace Imaging.Bench;

/// <summary><c>dotnet build</c> of the sample app with nothing to do: what imaging adds to the wait of every build.</summary>
internal static class IdleBuild
{
    private const int WarmUps = 1;

    /// <exception cref="MeasurementException">A build failed, or had something to do.</exception>
    public static Report Measure(string enabledProject, string disabledProject, int runs)
    {
        if (!HasImages(enabledProject) || HasImages(disabledProject))
        {
            throw new MeasurementException("the app built with imaging must have images, and the one built without must have none");
        }

        var times = Interleaved.Run(
            [
                new("without imaging", () => Build(disabledProject, "-p:ImagingEnabled=false")),
                new Variant<double>("with imaging", () => Build(enabledProject, "-p:ImagingEnabled=true")),
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

    private static double Build(string project, string switchProperty)
    {
        OutputSnapshot before = OutputSnapshot.Of(SamplesOf(project));
        ChildProcess build = ChildProcess
            .Run(ChildProcess.DotNet, ["build", project, "-c", "Release", "-nologo", "-tl:off", switchProperty], SamplesOf(project))
            .Succeeded($"dotnet build {project}");
        if (OutputSnapshot.Of(SamplesOf(project)).FirstDifference(before) is { } changed)
        {
            throw new MeasurementException($"a build with nothing to do changed {changed}");
        }

        return build.Elapsed.TotalMilliseconds;
    }

    private static bool HasImages(string project) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(project)!, "*.pkgimg", SearchOption.AllDirectories).Any();

    private static string SamplesOf(string project) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, ".."));
}
