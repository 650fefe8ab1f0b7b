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
        DemoAnswers.Check(app);

        Console.WriteLine();
        DemoLinks.Check(app, ImagingTool.Install(samples.Directory, version));
        Console.WriteLine(DemoTable.Measure(app, published).ToMarkdown());
        return 0;
    }
}
