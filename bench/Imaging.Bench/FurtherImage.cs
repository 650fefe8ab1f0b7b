using Imaging.Measurement;

namespace Imaging.Bench;

/// <summary>
/// What each further image of a process costs whatever its size: packages of ten small objects, each of which refers to one
/// object of the package before it, against the first of them alone.
/// </summary>
internal static class FurtherImage
{
    private const int WarmUps = 2;
    private const string First = "0";
    private const string Last = "8";
    private const int Further = 8;

    /// <param name="chain">The app of these packages: a root's name says how many packages there are before its own.</param>
    /// <param name="runs">How many runs of each.</param>
    public static Report Measure(MeasuredApp chain, int runs)
    {
        var samples = Interleaved.Run(
            [
                new("first, image", () => Read(chain.Restore(First), 1)),
                new("all, image", () => Read(chain.Restore(Last), 1 + Further)),
                new("first, builder", () => Read(chain.Build(First), 1)),
                new Variant<RootSample>("all, builder", () => Read(chain.Build(Last), 1 + Further)),
            ],
            WarmUps,
            runs);

        var report = new Report(
            $"Fixed cost of each further image, of {Further} that are linked in a chain: medians and quartiles of {runs} interleaved runs",
            "from", "the first, ms", "all, ms", "each further one, ms");
        foreach (string source in (string[])["image", "builder"])
        {
            Statistics first = samples["first, " + source].Milliseconds();
            Statistics all = samples["all, " + source].Milliseconds();
            report.Add(Cell.Of(source), Cell.Spread(first, "F2"), Cell.Spread(all, "F2"), Cell.Of((all.Median - first.Median) / Further, "F3"));
        }

        return report;
    }

    // The app counts the packages whose object it reaches through references.
    private static RootSample Read(RootSample sample, int expected) => sample.Packages == expected
        ? sample
        : throw new MeasurementException($"{sample.Packages} packages were reached instead of {expected}");
}
