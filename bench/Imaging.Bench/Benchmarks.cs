using Imaging.Measurement;

namespace Imaging.Bench;

/// <summary>The parts that were asked for, one after the other.</summary>
internal static class Benchmarks
{
    /// <exception cref="MeasurementException">A run did not measure what it should.</exception>
    public static IEnumerable<Report> Run(Options options)
    {
        if (options.Includes("startup"))
        {
            var app = new MeasuredApp(options.App!);
            WarmMachine.ReadFiles(app.Directory);
            yield return RootStart.Measure(app, options.Runs);
            yield return FixedCost.Measure(app, options.Runs);
        }

        if (options.Includes("linked"))
        {
            var linked = new MeasuredApp(options.Linked!);
            var whole = new MeasuredApp(options.Whole!);
            var chain = new MeasuredApp(options.Chain!);
            WarmMachine.ReadFiles(linked.Directory);
            WarmMachine.ReadFiles(whole.Directory);
            WarmMachine.ReadFiles(chain.Directory);
            foreach (Report report in LinkedStart.Measure(linked, whole, options.Runs))
            {
                yield return report;
            }

            yield return FurtherImage.Measure(chain, options.Runs);
        }

        if (options.Includes("packages"))
        {
            var app = new MeasuredApp(options.Packages!);
            WarmMachine.ReadFiles(app.Directory);
            yield return PackageStart.Measure(app, options.Runs);
        }

        if (options.Includes("noop"))
        {
            yield return IdleBuild.Measure(options.Enabled!, options.Disabled!, options.Runs);
        }

        if (options.Includes("solution"))
        {
            foreach (Report report in SolutionBuild.Measure(options.Solution!, options.Runs))
            {
                yield return report;
            }
        }
    }
}
