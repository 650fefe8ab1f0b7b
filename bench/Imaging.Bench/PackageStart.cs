using Imaging.Measurement;

namespace Imaging.Bench;

/// <summary>The first read of a root of each of many packages: made by its builder, and restored from its image where it has one.</summary>
internal static class PackageStart
{
    private const int WarmUps = 1;

    public static Report Measure(MeasuredApp app, int runs)
    {
        var report = new Report(
            $"First read of a root in a fresh process: medians of {runs} interleaved runs",
            "root", "bytes", "builder ms", "image ms", "builder / image", "methods builder", "methods image");
        foreach (string root in app.Run("off", ["--list"]).Succeeded("the list of roots").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            RootSample first = app.Touch(root);
            var built = new Variant<RootSample>("builder", () => app.Build(root));
            if (first.Source == ValueSource.Builder)
            {
                var alone = Interleaved.Run([built], WarmUps, runs)["builder"];
                report.Add(Cell.Of(root), Cell.Of("–"), Cell.Median(alone.Milliseconds(), "F1"), Cell.Of("–"), Cell.Of("–"), Cell.Median(alone.Methods(), "F0"), Cell.Of("–"));
                continue;
            }

            var samples = Interleaved.Run([built, new("image", () => app.Restore(root))], WarmUps, runs);
            Statistics builder = samples["builder"].Milliseconds();
            Statistics image = samples["image"].Milliseconds();
            report.Add(
                Cell.Of(root),
                Cell.Of(new FileInfo(first.Images[0]).Length),
                Cell.Median(builder, "F1"),
                Cell.Median(image, "F1"),
                Cell.Of(builder.Median / image.Median, "F1", "×"),
                Cell.Median(samples["builder"].Methods(), "F0"),
                Cell.Median(samples["image"].Methods(), "F0"));
        }

        return report;
    }
}
