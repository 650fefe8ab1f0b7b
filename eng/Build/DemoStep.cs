using Imaging.Measurement;

namespace Imaging.Build;

/// <summary>The main job from end to end: builds the samples with the packed SDK, and proves and measures that images work.</summary>
internal static class DemoStep
{
    public static int Run()
    {
        string version = BuildStep.Pack();
        var samples = SampleWorkspace.Create(Path.Combine(Repository.Artifacts, "demo"), version);
        samples.Build();
        PublishedSample published = samples.Publish();
        var app = new MeasuredApp(published.Assembly);

        Console.WriteLine();
        IReadOnlyList<string> roots = DemoAnswers.Check(app);

        Console.WriteLine();
        Console.WriteLine(DemoTable.Measure(app, roots, published).ToMarkdown());
        return 0;
    }
}
