namespace Imaging.Serializer.Tests.Refreshing;

/// <summary>Apps that were copied to where the framework is another real build than that of their images.</summary>
[TestClass]
public sealed class RefreshOnOtherFrameworkTests
{
    // The first build in which the code of ConcurrentQueueSegment is another.
    private static readonly Version s_otherQueue = new(10, 0, 13);

    public static IEnumerable<object[]> Builds => OtherFrameworkBuild.Versions.Select(static version => new object[] { version });

    [TestMethod]
    [DynamicData(nameof(Builds))]
    public async Task Images_that_do_not_hold_on_another_build_are_made_again_there(string version)
    {
        using var build = OtherFrameworkBuild.Install(version);
        using var app = new RefreshedApp();
        (await app.RefreshAsync()).Text();

        ProgramResult refreshed = await app.RefreshAsync(build.Host);

        if (build.Version < s_otherQueue == Environment.Version < s_otherQueue)
        {
            Assert.StartsWith($"App on .NET {version}: all up to date, 2 images; App.imglink was written", refreshed.Text());
        }
        else
        {
            Assert.StartsWith($"Zoo.pkgimg was made, because it was made on another build of the framework than {version}, whose ", refreshed.Text());
            Assert.Contains("Above.pkgimg was made, because it refers to another image of Zoo", refreshed.Text());
            Assert.Contains($"App on .NET {version}: 2 images made, 0 up to date; App.imglink was written", refreshed.Text());
        }

        Assert.AreEqual($"{version} ape bee cat 40 True", (await app.RunAsync(build.Host)).Text());
        string before = app.Snapshot();
        Assert.AreEqual($"App on .NET {version}: all up to date, 2 images; App.imglink is up to date", (await app.RefreshAsync(build.Host)).Text());
        Assert.AreEqual(before, app.Snapshot());
    }

    [TestMethod]
    [DynamicData(nameof(Builds))]
    public async Task Builders_run_on_the_framework_of_the_app_where_the_tool_runs_on_another(string version)
    {
        using var build = OtherFrameworkBuild.Install(version);
        build.AddOwn();
        using var app = new RefreshedApp();
        foreach (string pinned in new[] { version, Environment.Version.ToString(3) })
        {
            // Of both frameworks the tool takes the later one.
            app.Configure(pinned, """ "Imaging.FrameworkMatch": "exact" """, rollForward: "Disable");

            Assert.Contains($"App on .NET {pinned}: 2 images made, 0 up to date; App.imglink was written", (await app.RefreshAsync(build.Host)).Text());
            Assert.AreEqual($"{pinned} ape bee cat 40 True", (await app.RunAsync(build.Host)).Text());
        }
    }

    [TestMethod]
    public async Task Settings_of_the_app_are_those_of_its_builders()
    {
        using var app = new RefreshedApp();
        await app.RefreshAsync();
        app.Configure("10.0.0", """ "System.Globalization.Invariant": true, "System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault": false """);
        Assert.AreNotEqual(0, (await app.RunAsync()).ExitCode);

        Assert.StartsWith("Zoo.pkgimg was made, because it was made with the setting System.Globalization.Invariant false", (await app.RefreshAsync()).Text());
        Assert.AreEqual($"{Environment.Version} ape bee cat 40 True", (await app.RunAsync()).Text());
    }
}
