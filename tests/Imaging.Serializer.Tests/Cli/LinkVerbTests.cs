using System.Text.Json;
using Imaging.Serializer.Tests.Linking;

namespace Imaging.Serializer.Tests.Cli;

[TestClass]
public sealed class LinkVerbTests
{
    [TestMethod]
    public async Task App_that_holds_gives_0_and_its_manifest_is_written_on_demand()
    {
        using var packages = new LinkedPackages();

        Assert.AreEqual("App: 2 of 2 images linked; App.imglink is not there", (await ToolUnderTest.RunAsync("link", packages.Directory)).Text());
        Assert.IsFalse(File.Exists(packages.ManifestPath));
        Assert.AreEqual("App: 2 of 2 images linked; App.imglink was written", (await ToolUnderTest.RunAsync("link", packages.Directory, "--write")).Text());

        JsonElement json = await ToolUnderTest.RunJsonAsync(0, "link", packages.Directory);
        Assert.AreEqual("App", json.GetProperty("app").GetString());
        Assert.AreEqual(packages.Directory, json.GetProperty("directory").GetString());
        Assert.AreEqual(packages.ManifestPath, json.GetProperty("manifestFile").GetString());
        Assert.AreEqual("current", json.GetProperty("manifestState").GetString());
        Assert.AreEqual(0, json.GetProperty("findings").GetArrayLength());
        Assert.IsTrue(JsonElement.DeepEquals(JsonDocument.Parse(File.ReadAllBytes(packages.ManifestPath)).RootElement, json.GetProperty("manifest")));
    }

    [TestMethod]
    public async Task Changed_assembly_gives_1_and_makes_the_manifest_out_of_date()
    {
        using var packages = new LinkedPackages();
        await ToolUnderTest.RunAsync("link", packages.Directory, "--write");
        packages.ChangeZoo();

        JsonElement json = await ToolUnderTest.RunJsonAsync(1, "link", packages.Directory);

        Assert.AreEqual("outOfDate", json.GetProperty("manifestState").GetString());
        Assert.AreEqual("IMG3015 IMG3016 IMG3018", string.Join(' ', json.GetProperty("findings").EnumerateArray().Select(static finding => finding.GetProperty("code").GetString()).Distinct().Order()));
        ProgramResult written = await ToolUnderTest.RunAsync("link", packages.Directory, "--write");
        Assert.AreEqual(1, written.ExitCode);
        Assert.Contains("App: 0 of 2 images linked; App.imglink was written", written.Output);
        Assert.DoesNotContain("IMG3018", written.Output);
    }

    [TestMethod]
    public async Task Broken_image_is_not_written_down()
    {
        using var packages = new LinkedPackages();
        File.WriteAllText(packages.PathOf("Zoo.pkgimg"), "");

        ProgramResult result = await ToolUnderTest.RunAsync("link", packages.Directory, "--write");

        Assert.AreEqual(1, result.ExitCode);
        Assert.StartsWith("error IMG3001: Zoo.pkgimg: ", result.Output);
        Assert.IsFalse(File.Exists(packages.ManifestPath));
    }

    [TestMethod]
    public async Task App_must_be_told_where_there_is_not_exactly_one()
    {
        using var packages = new LinkedPackages();
        File.WriteAllText(packages.PathOf("Tool.runtimeconfig.json"), "{}");

        ProgramResult several = await ToolUnderTest.RunAsync("link", packages.Directory);
        Assert.AreEqual(2, several.ExitCode);
        Assert.Contains("App, Tool", several.Error);
        Assert.StartsWith("Tool: 2 of 2", (await ToolUnderTest.RunAsync("link", packages.Directory, "--app", "Tool")).Text());
        Assert.AreEqual(2, (await ToolUnderTest.RunAsync("link", packages.Directory, "--app", "None")).ExitCode);

        using var empty = new TemporaryDirectory();
        Assert.AreEqual(2, (await ToolUnderTest.RunAsync("link", empty.Path)).ExitCode);
        Assert.AreEqual(2, (await ToolUnderTest.RunAsync("link", empty.File("missing"))).ExitCode);
    }

    [TestMethod]
    public async Task App_without_images_has_no_manifest()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.File("App.runtimeconfig.json"), "{}");
        Assert.AreEqual("App: 0 of 0 images linked; App.imglink is not there", (await ToolUnderTest.RunAsync("link", directory.Path, "--write")).Text());

        File.WriteAllText(directory.File("App.imglink"), "{}");
        Assert.AreEqual(1, (await ToolUnderTest.RunAsync("link", directory.Path)).ExitCode);
        Assert.AreEqual(0, (await ToolUnderTest.RunAsync("link", directory.Path, "--write")).ExitCode);
        Assert.IsFalse(File.Exists(directory.File("App.imglink")));
    }
}
