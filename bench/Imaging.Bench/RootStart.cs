using Imaging.Measurement;

namespace Imaging.Bench;

/// <summary>The first read of each large root: made by its builder, restored from its image, and reading the image's bytes alone.</summary>
internal static class RootStart
{
    private const int WarmUps = 2;

    private static readonly string[] s_roots = ["tokenizers", "timezones", "catalogue"];

    public static Report Measure(MeasuredApp app, int runs)
    {
        var report = new Report(
            $"First read of a root in a fresh process: medians and quartiles of {runs} interleaved runs",
            "root", "bytes", "builder ms", "image ms", "builder / image", "ReadAllBytes ms", "image / ReadAllBytes", "methods builder", "methods image");
        foreach (string root in s_roots)
        {
            string image = app.Restore(root).Images[0];
            var samples = Interleaved.Run(
                [
                    new("builder", () => app.Build(root)),
                    new("image", () => app.Restore(root)),
                    new Variant<RootSample>("read", () => app.Read(image)),
                ],
                WarmUps,
                runs);

            Statistics built = samples["builder"].Milliseconds();
            Statistics restored = samples["image"].Milliseconds();
            Statistics read = samples["read"].Milliseconds();
            report.Add(
                Cell.Of(root),
                Cell.Of(new FileInfo(image).Length),
                Cell.Spread(built, "F1"),
                Cell.Spread(restored, "F2"),
                Cell.Of(built.Median / restored.Median, "F1", "×"),
                Cell.Spread(read, "F2"),
                Cell.Of(restored.Median / read.Median, "F2", "×"),
                Cell.Median(samples["builder"].Methods(), "F0"),
                Cell.Median(samples["image"].Methods(), "F0"));
        }

        return report;
    }
}
