using Imaging.Measurement;

namespace Imaging.Bench;

/// <summary>
/// The roots of packages that build on each other, read for the first time: from an image of each package that refers to the
/// others', against one image of the same objects, which needs no links.
/// </summary>
internal static class LinkedStart
{
    private const string AllRoots = "linked";
    private const string LastRoot = "queries";
    private const int Packages = 7;
    private const int WarmUps = 2;
    private const double MillisecondsInSecond = 1000;

    /// <param name="linked">The sample app.</param>
    /// <param name="whole">The sample app, built with its packages as one.</param>
    /// <param name="runs">How many runs of each.</param>
    public static IEnumerable<Report> Measure(MeasuredApp linked, MeasuredApp whole, int runs)
    {
        using var cut = new TemporaryCopy(linked.Directory);
        long references = UnlinkedImages.Cut(cut.Path);
        var unlinked = new MeasuredApp(Path.Combine(cut.Path, Path.GetFileName(linked.Assembly)));
        WarmMachine.ReadFiles(cut.Path);
        RequireSameBytes(linked, unlinked, references);

        var samples = Interleaved.Run(
            [
                new("one image", () => Read(whole, AllRoots, Packages, 1)),
                new("linked, in order", () => Read(linked, AllRoots, Packages, Packages)),
                new("linked, the last first", () => Read(linked, LastRoot, 1, 1)),
                new Variant<RootSample>("cut", () => Read(unlinked, AllRoots, Packages, Packages)),
            ],
            WarmUps,
            runs);

        Statistics one = samples["one image"].Milliseconds();
        Statistics inOrder = samples["linked, in order"].Milliseconds();
        Statistics without = samples["cut"].Milliseconds();
        var start = new Report(
            $"First read of {Packages} roots that build on each other, in a fresh process: medians and quartiles of {runs} interleaved runs",
            "images", "bytes", "ms", "/ one image", "methods");
        Add(start, "one of all packages", samples["one image"], one);
        Add(start, "one of each package, read in order", samples["linked, in order"], one);
        Add(start, "one of each package, the last root read alone", samples["linked, the last first"], one);
        Add(start, "one of each package, references to others cut", samples["cut"], one);
        yield return start;

        double milliseconds = inOrder.Median - without.Median;
        var resolved = new Report("References to objects of other images, resolved on one thread: linked in order less cut", "references", "ms", "ns each", "million a second");
        resolved.Add(Cell.Of(references), Cell.Of(milliseconds, "F2"), Cell.Of(milliseconds * 1e6 / references, "F1"), Cell.Of(references / milliseconds * MillisecondsInSecond / 1e6, "F0"));
        yield return resolved;
    }

    private static void Add(Report report, string images, IReadOnlyList<RootSample> samples, Statistics one) => report.Add(
        Cell.Of(images),
        Cell.Of(samples[0].Images.Sum(image => new FileInfo(image).Length)),
        Cell.Spread(samples.Milliseconds(), "F2"),
        Cell.Of(samples.Milliseconds().Median / one.Median, "F2", "×"),
        Cell.Median(samples.Methods(), "F0"));

    private static RootSample Read(MeasuredApp app, string root, int roots, int images)
    {
        RootSample sample = app.Restore(root);
        return sample.Roots == roots && sample.Images.Count == images
            ? sample
            : throw new MeasurementException($"{sample.Roots} roots of {sample.Images.Count} images were read instead of {roots} of {images}");
    }

    // What is compared differs in nothing but references.
    private static void RequireSameBytes(MeasuredApp linked, MeasuredApp unlinked, long references)
    {
        foreach (string image in Directory.GetFiles(linked.Directory, "*.pkgimg"))
        {
            if (new FileInfo(image).Length != new FileInfo(Path.Combine(unlinked.Directory, Path.GetFileName(image))).Length)
            {
                throw new MeasurementException($"{image} has another length with its references cut");
            }
        }

        if (references == 0)
        {
            throw new MeasurementException("the images of the sample refer to nothing of each other");
        }
    }
}
