using Imaging.Measurement;

namespace Imaging.Bench;

/// <summary>
/// The roots of packages that build on each other, read for the first time: from an image of each package that refers to the
/// others', against the same objects without links: each package's in a process of its own, and all of them in one image.
/// </summary>
internal static class LinkedStart
{
    private const string AllRoots = "linked";
    private const string LastRoot = "queries";
    private const int WarmUps = 2;
    private const double MillisecondsInSecond = 1000;

    private static readonly string[] s_roots = ["terms", "timezones", "stems", "places", "search", "suggestions", LastRoot];

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
                new("apart", () => ReadApart(unlinked)),
                new("one image", () => Read(whole, AllRoots, s_roots.Length, 1)),
                new("linked, in order", () => Read(linked, AllRoots, s_roots.Length, s_roots.Length)),
                new("linked, the last first", () => Read(linked, LastRoot, 1, 1)),
                new Variant<RootSample>("cut", () => Read(unlinked, AllRoots, s_roots.Length, s_roots.Length)),
            ],
            WarmUps,
            runs);

        var start = new Report(
            $"First read of {s_roots.Length} roots that build on each other, in a fresh process: medians and quartiles of {runs} interleaved runs",
            "images", "bytes", "ms", "/ sum of each alone", "/ one image", "methods");
        void Add(string images, string variant) => start.Add(
            Cell.Of(images),
            Cell.Of(samples[variant][0].Images.Sum(image => new FileInfo(image).Length)),
            Cell.Spread(samples[variant].Milliseconds(), "F2"),
            Cell.Of(Median(variant) / Median("apart"), "F2", "×"),
            Cell.Of(Median(variant) / Median("one image"), "F2", "×"),
            Cell.Median(samples[variant].Methods(), "F0"));
        double Median(string variant) => samples[variant].Milliseconds().Median;

        Add("one of each package, references to others cut, each alone in a process of its own: the sum", "apart");
        Add("one of each package, references to others cut", "cut");
        Add("one of all packages", "one image");
        Add("one of each package, read in order", "linked, in order");
        Add("one of each package, the last root read alone", "linked, the last first");
        yield return start;

        double milliseconds = Median("linked, in order") - Median("cut");
        var resolved = new Report("References to objects of other images, resolved on one thread: linked in order less cut", "references", "ms", "ns each", "million a second");
        resolved.Add(Cell.Of(references), Cell.Of(milliseconds, "F2"), Cell.Of(milliseconds * 1e6 / references, "F1"), Cell.Of(references / milliseconds * MillisecondsInSecond / 1e6, "F0"));
        yield return resolved;
    }

    private static RootSample ReadApart(MeasuredApp app)
    {
        RootSample[] samples = [.. s_roots.Select(root => Read(app, root, 1, 1))];
        return samples[0] with
        {
            Milliseconds = samples.Sum(sample => sample.Milliseconds),
            Methods = samples.Sum(sample => sample.Methods),
            Images = [.. samples.SelectMany(sample => sample.Images)],
            Roots = samples.Length,
        };
    }

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
