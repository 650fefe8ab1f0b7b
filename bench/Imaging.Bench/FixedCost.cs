using Imaging.Measurement;

namespace Imaging.Bench;

/// <summary>What the first root of a process costs whatever its size: ten small objects, against a process that reads no root.</summary>
internal static class FixedCost
{
    private const string Root = "small";
    private const int WarmUps = 2;

    public static Report Measure(MeasuredApp app, int runs)
    {
        var samples = Interleaved.Run(
            [
                new("no root", app.Nothing),
                new("ten objects, builder", () => app.Build(Root)),
                new Variant<RootSample>("ten objects, image", () => app.Restore(Root)),
            ],
            WarmUps,
            runs);

        var report = new Report(
            $"Fixed cost of the first root in a process: medians and quartiles of {runs} interleaved runs",
            "what", "ms", "over no root", "methods", "whole process ms", "over no root, whole process");
        double none = samples["no root"].Milliseconds().Median;
        double noneProcess = samples["no root"].ProcessMilliseconds().Median;
        foreach ((string name, IReadOnlyList<RootSample> measured) in samples)
        {
            report.Add(
                Cell.Of(name),
                Cell.Spread(measured.Milliseconds(), "F2"),
                Cell.Of(measured.Milliseconds().Median - none, "F2"),
                Cell.Median(measured.Methods(), "F0"),
                Cell.Spread(measured.ProcessMilliseconds(), "F1"),
                Cell.Of(measured.ProcessMilliseconds().Median - noneProcess, "F1"));
        }

        return report;
    }
}
