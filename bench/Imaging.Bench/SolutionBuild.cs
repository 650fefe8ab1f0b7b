using Imaging.Measurement;

namespace Imaging.Bench;

/// <summary>Builds of a large solution: clones of it with an empty depot and with a full one, and builds with nothing to do.</summary>
internal static class SolutionBuild
{
    /// <param name="source">The sources; clones are made beside them.</param>
    /// <param name="runs">How many pairs of builds with nothing to do.</param>
    /// <exception cref="MeasurementException">A build failed, or did not make the images that it should.</exception>
    public static IEnumerable<Report> Measure(string source, int runs)
    {
        string place = Path.GetDirectoryName(source)!;
        string depot = Path.Combine(place, "depot");
        if (Directory.Exists(depot))
        {
            Directory.Delete(depot, recursive: true);
        }

        int roots = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories).Count(static file => File.ReadAllText(file).Contains("[ImageRoot", StringComparison.Ordinal));
        var disabled = new SolutionClone(source, Path.Combine(place, "disabled"));
        var first = new SolutionClone(source, Path.Combine(place, "first"));
        var second = new SolutionClone(source, Path.Combine(place, "second"));

        var report = new Report($"First build of a clone, {roots} roots, restored before", "what", "s", "images made", "images from the depot");
        Add(report, "without imaging", disabled.Build(isEnabled: false), made: 0, taken: 0);
        Add(report, "with imaging, the depot is empty", first.Build(isEnabled: true), made: roots, taken: 0);
        Add(report, "with imaging, the depot has what another clone made", second.Build(isEnabled: true), made: 0, taken: roots);
        yield return report;
        yield return IdleBuild.Measure(first.Solution, disabled.Solution, runs);
    }

    private static void Add(Report report, string what, FirstBuild build, int made, int taken)
    {
        if (build.Made != made || build.Taken != taken || build.Images != made + taken)
        {
            throw new MeasurementException(
                $"{what}: {build.Made} images were made, {build.Taken} were taken from the depot and {build.Images} are there, instead of {made}, {taken} and {made + taken}");
        }

        report.Add(Cell.Of(what), Cell.Of(build.Elapsed.TotalSeconds, "F0"), Cell.Of(build.Made), Cell.Of(build.Taken));
    }
}
