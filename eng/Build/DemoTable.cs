using Imaging.Measurement;

namespace Imaging.Build;

/// <summary>How long the first read of each root takes with and without its image.</summary>
internal static class DemoTable
{
    private const int WarmUps = 1;
    private const int Rounds = 5;

    // The last stands for all the packages that build on each other: its images are those of all of them.
    private static readonly string[] s_roots = ["tokenizers", "timezones", "catalogue", "small", "linked"];

    /// <exception cref="MeasurementException">A run did not measure what it should.</exception>
    public static Report Measure(MeasuredApp app, PublishedSample published)
    {
        string code = published.IsAheadOfTime ? "code compiled ahead of time" : "code compiled by the JIT";
        var report = new Report(
            $"First read of a root in a fresh process: median of {Rounds} interleaved runs, {code}",
            "root", "bytes", "builder ms", "image ms", "ratio");
        foreach (string root in s_roots)
        {
            var runs = Interleaved.Run([new("builder", () => app.Build(root)), new Variant<RootSample>("image", () => app.Restore(root))], WarmUps, Rounds);
            Statistics builder = runs["builder"].Milliseconds();
            Statistics image = runs["image"].Milliseconds();
            report.Add(
                Cell.Of(root),
                Cell.Of(runs["image"][0].Images.Sum(path => new FileInfo(path).Length)),
                Cell.Median(builder, "F1"),
                Cell.Median(image, "F1"),
                Cell.Of(builder.Median / image.Median, "F1", "×"));
        }

        return report;
    }
}
