using System.Text.Json;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Tests.Refreshing;

/// <summary>What a refresh keeps of an image that it makes again, and what it says of a package that gets none.</summary>
[TestClass]
public sealed class RefreshedUnitTests
{
    private const string Roots = """
        public static class Zoo
        {
            public static readonly ImageRoot<string[]> Animals = new(() => "ape bee cat".Split(' '));
            public static readonly ImageRoot<ConcurrentQueue<string>> Queue = new(() => BODY);
            public static ConcurrentQueue<string> Stop() { Environment.Exit(7); return null; }
        }
        """;

    private const string Queue = """new(Enumerable.Range(0, 40).Select(n => "queued " + n))""";

    [TestMethod]
    public async Task Excluded_roots_stay_excluded_and_an_unverified_image_stays_unverified()
    {
        using var app = new RefreshedApp();
        PackageSerializer.Serialize(Request(app) with { Exclude = ["Zoo.Queue"] }, CancellationToken.None);
        app.Configure("10.0.0", """ "System.Globalization.Invariant": true """);

        string text = (await app.RefreshAsync()).Text();

        Assert.StartsWith("Zoo.pkgimg was made, because it was made with the setting", text);
        ImageDescription zoo = ImageDescription.Read(app.PathOf("Zoo.pkgimg"));
        Assert.IsFalse(zoo.Verified);
        Assert.AreEqual("Zoo.Animals Zoo.Queue: ImagingExclude names it", string.Join(' ', zoo.Roots.Select(static root => root.Root + (root.Captured ? "" : $": {root.Refusal}"))));
        Assert.IsTrue(ImageDescription.Read(app.PathOf("Above.pkgimg")).Verified);
    }

    [TestMethod]
    public async Task Root_that_is_refused_as_before_is_no_finding_and_one_that_is_lost_is()
    {
        using var app = new RefreshedApp(Source("new(new[] { Environment.CurrentManagedThreadId.ToString(), Guid.NewGuid().ToString() })"));

        JsonElement first = await app.RefreshJsonAsync(1);
        Assert.AreEqual("warning IMG2030", Findings(first));
        Assert.AreEqual("Zoo made, Above made", Units(first));

        app.Configure("10.0.0", """ "System.Globalization.Invariant": true """);
        JsonElement again = await app.RefreshJsonAsync(0);
        Assert.AreEqual("message IMG2030", Findings(again));
        Assert.AreEqual("Zoo made, Above made", Units(again));
    }

    [TestMethod]
    public async Task Builder_that_throws_loses_its_root_only()
    {
        using var app = new RefreshedApp(Source("""throw new InvalidOperationException("no queue")"""));

        JsonElement json = await app.RefreshJsonAsync(1);

        Assert.AreEqual("warning IMG2001", Findings(json));
        Assert.Contains("Zoo.Queue", json.GetProperty("findings")[0].GetProperty("message").GetString()!);
        Assert.AreEqual("Zoo made, Above made", Units(json));
        Assert.AreEqual("Zoo upToDate, Above upToDate", Units(await app.RefreshJsonAsync(0)));
    }

    [TestMethod]
    public async Task Builder_that_ends_its_process_takes_along_its_package_and_what_is_linked_to_it_until_it_does_not()
    {
        using var app = new RefreshedApp();
        await app.RefreshAsync();
        string former = Images(app);

        app.CompileZoo(Source($"Environment.GetEnvironmentVariable(\"ENDS\") is null ? {Queue} : Stop()"));
        JsonElement json = await app.RefreshJsonAsync(1, ("ENDS", "1"));

        Assert.AreEqual("Zoo failed, Above failed", Units(json));
        Assert.StartsWith("error IMG2032", Findings(json));
        Assert.AreEqual("it refers to the image of Zoo, of which none can be made", json.GetProperty("units")[1].GetProperty("reason").GetString());
        Assert.AreEqual(former, Images(app));

        Assert.AreEqual("Zoo made, Above made", Units(await app.RefreshJsonAsync(0)));
        Assert.AreEqual($"{Environment.Version} ape bee cat 40 True", (await app.RunAsync()).Text());
    }

    [TestMethod]
    public async Task Input_that_changed_is_read_again()
    {
        using var app = new RefreshedApp(Source("""new(new System.IO.StreamReader(ImagingInputs.Open("names.txt")).ReadToEnd().Split(','))"""));
        string input = Path.Combine(Directory.CreateDirectory(Path.Combine(app.Directory, "imaging-inputs", "Zoo")).FullName, "names.txt");
        await File.WriteAllTextAsync(input, "a,b,c");
        Assert.Contains("2 images made", (await app.RefreshAsync()).Text());
        Assert.AreEqual($"{Environment.Version} ape bee cat 3 True", (await app.RunAsync()).Text());

        await File.WriteAllTextAsync(input, "a,b,c,d");
        Assert.StartsWith("Zoo.pkgimg was made, because the input names.txt is not the one that builders read\nAbove.pkgimg was made", (await app.RefreshAsync()).Text());
        Assert.AreEqual($"{Environment.Version} ape bee cat 4 True", (await app.RunAsync()).Text());
    }

    private static string Images(RefreshedApp app) => string.Join('\n', app.Snapshot().Split('\n').Where(static line => line.Contains(".pkgimg ", StringComparison.Ordinal)));

    private static string Source(string body) => Roots.Replace("BODY", body, StringComparison.Ordinal);

    private static string Units(JsonElement json) => string.Join(", ", json.GetProperty("units").EnumerateArray()
        .Select(static unit => $"{unit.GetProperty("package").GetString()} {unit.GetProperty("state").GetString()}"));

    private static string Findings(JsonElement json) => string.Join(", ", json.GetProperty("findings").EnumerateArray()
        .Select(static finding => $"{finding.GetProperty("severity").GetString()} {finding.GetProperty("code").GetString()}"));

    private static SerializeRequest Request(RefreshedApp app) => new()
    {
        Project = "Zoo",
        AssemblyPath = app.PathOf("Zoo.dll"),
        Closure = [app.PathOf("Imaging.Runtime.dll")],
        ImagePath = app.PathOf("Zoo.pkgimg"),
    };
}
