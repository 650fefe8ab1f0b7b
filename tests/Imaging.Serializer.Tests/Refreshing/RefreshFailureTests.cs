using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using Imaging.Serializer.Tests.Cli;

namespace Imaging.Serializer.Tests.Refreshing;

/// <summary>Apps that cannot be refreshed, and refreshes that do not come to an end.</summary>
[TestClass]
public sealed class RefreshFailureTests
{
    private const string LargeZoo = """
        public static class Zoo
        {
            public static readonly ImageRoot<string[]> Animals = new(() => "ape bee cat".Split(' '));
            public static readonly ImageRoot<ConcurrentQueue<string>> Queue = new(() => new());
            public static readonly ImageRoot<int[]> Numbers = new(() => Enumerable.Range(0, 12 << 20).ToArray());
        }
        """;

    [TestMethod]
    public async Task Refresh_that_is_killed_leaves_no_half_image_and_the_next_one_clears_up()
    {
        using var app = new RefreshedApp(LargeZoo);
        (await app.RefreshAsync()).Text();
        byte[] whole = await File.ReadAllBytesAsync(app.PathOf("Zoo.pkgimg"));
        int leftovers = 0;
        for (int i = 0; i < 10 && leftovers == 0; i++)
        {
            File.Delete(app.PathOf("Zoo.pkgimg"));
            using (Process refresh = ToolUnderTest.Start("refresh", app.Directory))
            {
                while (!refresh.HasExited && Leftovers(app) == 0)
                {
                    Thread.Yield();
                }

                refresh.Kill(entireProcessTree: true);
                await refresh.WaitForExitAsync();
            }

            leftovers = Leftovers(app);
            if (File.Exists(app.PathOf("Zoo.pkgimg")))
            {
                Assert.AreSequenceEqual(whole, await File.ReadAllBytesAsync(app.PathOf("Zoo.pkgimg")));
            }
        }

        Assert.AreEqual(1, leftovers, "the image was never met while it was written");
        Assert.IsFalse(File.Exists(app.PathOf("Zoo.pkgimg")));
        Assert.StartsWith("Zoo.pkgimg was made, because it had none\nApp on", (await app.RefreshAsync()).Text());
        Assert.AreSequenceEqual(whole, await File.ReadAllBytesAsync(app.PathOf("Zoo.pkgimg")));
        Assert.AreEqual(0, Leftovers(app));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Refresh_that_is_ended_by_a_signal_removes_its_temporary_files_and_calls_nothing_a_bug()
    {
        using var temporary = new TemporaryDirectory();
        string started = temporary.File("started");
        string scratch = Directory.CreateDirectory(temporary.File("scratch")).FullName;
        using var app = new RefreshedApp(RefreshedApp.Zoo.Replace("\"ape bee cat\".Split(' ')", $"{{ System.IO.File.WriteAllText(\"{started}\", \"\"); Thread.Sleep(-1); return new string[0]; }}", StringComparison.Ordinal));
        using Process refresh = DotNetHost.Start(["exec", ToolUnderTest.Path, "refresh", app.Directory], new Dictionary<string, string> { ["TMPDIR"] = scratch });
        while (!refresh.HasExited && !File.Exists(started))
        {
            await Task.Delay(10);
        }

        using Process signal = Process.Start("kill", ["-TERM", refresh.Id.ToString(CultureInfo.InvariantCulture)]);
        string error = await refresh.StandardError.ReadToEndAsync();
        await refresh.WaitForExitAsync();

        Assert.AreEqual("dotnet imaging was ended before it was done.", error.Trim());
        Assert.AreEqual(3, refresh.ExitCode);
        Assert.IsEmpty(Directory.EnumerateDirectories(scratch, "imaging-*"));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    public async Task Directory_that_may_not_be_read_is_named_without_a_stack()
    {
        using var app = new RefreshedApp();
        File.SetUnixFileMode(app.Directory, UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        ProgramResult refused = await WithoutPrivilegesAsync("refresh", app.Directory);
        SetWritable(app, true);

        Assert.AreEqual(3, refused.ExitCode, refused.Error);
        Assert.Contains(app.Directory, refused.Error);
        Assert.DoesNotContain("   at ", refused.Error);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    public async Task Directory_that_may_not_be_written_to_stays_as_it_is()
    {
        using var app = new RefreshedApp();
        (await app.RefreshAsync()).Text();
        SetWritable(app, false);
        Assert.Contains("all up to date", (await WithoutPrivilegesAsync("refresh", app.Directory)).Text());

        SetWritable(app, true);
        app.CompileZoo(RefreshedApp.Zoo.Replace("cat", "cow", StringComparison.Ordinal));
        SetWritable(app, false);
        string before = app.Snapshot();
        ProgramResult refused = await WithoutPrivilegesAsync("refresh", app.Directory);
        SetWritable(app, true);

        Assert.AreEqual(1, refused.ExitCode, refused.Error);
        foreach (string name in new[] { "Zoo.pkgimg", "Above.pkgimg" })
        {
            Assert.Contains($"error IMG3022: {app.PathOf(name)} cannot be replaced", refused.Output);
            Assert.Contains($"{name} could not be made, because it was made with Zoo", refused.Output);
        }

        Assert.AreEqual(before, app.Snapshot());
        Assert.AreEqual($"{Environment.Version} ape bee cow 40 True", (await TestPackage.StartAsync(app.PathOf("App.dll"), "auto")).Text());
    }

    [TestMethod]
    public async Task What_lies_in_the_place_of_an_image_and_cannot_be_replaced_is_a_finding()
    {
        using var app = new RefreshedApp();
        Directory.CreateDirectory(app.PathOf("Above.pkgimg"));

        JsonElement json = await app.RefreshJsonAsync(1);

        Assert.AreEqual("IMG3022", Codes(json));
        Assert.AreEqual("made failed", string.Join(' ', json.GetProperty("units").EnumerateArray().Select(static unit => unit.GetProperty("state").GetString())));
        Assert.IsTrue(File.Exists(app.PathOf("Zoo.pkgimg")));
        Assert.IsTrue(Directory.Exists(app.PathOf("Above.pkgimg")));
    }

    [TestMethod]
    [DataRow("99.0.0", "You must install or update .NET")]
    [DataRow("", "App.runtimeconfig.json")]
    public async Task Framework_that_is_not_there_is_a_finding(string version, string reason)
    {
        using var app = new RefreshedApp();
        if (version.Length > 0)
        {
            app.Configure(version);
        }
        else
        {
            await File.WriteAllTextAsync(app.PathOf("App.runtimeconfig.json"), "no JSON");
        }

        string before = app.Snapshot();
        JsonElement json = await app.RefreshJsonAsync(1);

        Assert.AreEqual("IMG3020", Codes(json));
        Assert.Contains(reason, json.GetProperty("findings")[0].GetProperty("message").GetString()!);
        Assert.AreEqual(JsonValueKind.Null, json.GetProperty("framework").ValueKind);
        Assert.AreEqual(before, app.Snapshot());
    }

    [TestMethod]
    public async Task Runtime_that_reads_another_format_is_a_finding()
    {
        using var app = new RefreshedApp();
        (await app.RefreshAsync()).Text();
        SourceCompiler.Compile("namespace Imaging.Format { public static class ImageFormat { public const uint Version = 1; } }", app.PathOf("Imaging.Runtime.dll"), []);
        string before = app.Snapshot();

        Assert.AreEqual("IMG3021", Codes(await app.RefreshJsonAsync(1)));
        Assert.AreEqual(before, app.Snapshot());
    }

    [TestMethod]
    public async Task App_without_roots_is_left_alone()
    {
        using var app = new RefreshedApp();
        foreach (string name in new[] { "Above.dll", "Zoo.dll", "Imaging.Runtime.dll" })
        {
            File.Delete(app.PathOf(name));
        }

        SourceCompiler.Compile("Console.WriteLine();", app.PathOf("App.dll"), [], isProgram: true);
        string before = app.Snapshot();

        Assert.AreEqual($"App on .NET {Environment.Version}: no assembly has a root; App.imglink is not there", (await app.RefreshAsync()).Text());
        Assert.AreEqual(before, app.Snapshot());
    }

    [TestMethod]
    public async Task App_must_be_told_where_there_is_not_exactly_one()
    {
        using var app = new RefreshedApp();
        File.Copy(app.PathOf("App.runtimeconfig.json"), app.PathOf("Tool.runtimeconfig.json"));

        ProgramResult several = await app.RefreshAsync();
        Assert.AreEqual(2, several.ExitCode);
        Assert.Contains("App, Tool", several.Error);
        Assert.AreEqual(2, (await ToolUnderTest.RunAsync("refresh", app.Directory, "--app", "None")).ExitCode);
        Assert.Contains("App on", (await ToolUnderTest.RunAsync("refresh", app.Directory, "--app", "App")).Text());

        using var empty = new TemporaryDirectory();
        ProgramResult none = await ToolUnderTest.RunAsync("refresh", empty.Path);
        Assert.AreEqual(2, none.ExitCode);
        Assert.Contains("No app lies in", none.Error);
        Assert.AreEqual(2, (await ToolUnderTest.RunAsync("refresh", empty.File("missing"))).ExitCode);
    }

    [UnsupportedOSPlatform("windows")]
    private static void SetWritable(RefreshedApp app, bool isWritable) =>
        File.SetUnixFileMode(app.Directory, UnixFileMode.UserRead | UnixFileMode.UserExecute | (isWritable ? UnixFileMode.UserWrite : UnixFileMode.None));

    private static int Leftovers(RefreshedApp app) => Directory.EnumerateFiles(app.Directory, "*.tmp").Count();

    private static string Codes(JsonElement json) => string.Join(' ', json.GetProperty("findings").EnumerateArray().Select(static finding => finding.GetProperty("code").GetString()));

    // The mode of a directory means nothing to root with all its capabilities.
    private static Task<ProgramResult> WithoutPrivilegesAsync(params string[] arguments) => Environment.IsPrivilegedProcess
        ? DotNetHost.RunAsync(["--bounding-set=-all", "--inh-caps=-all", DotNetHost.Path, "exec", ToolUnderTest.Path, .. arguments], host: "setpriv")
        : ToolUnderTest.RunAsync(arguments);
}
