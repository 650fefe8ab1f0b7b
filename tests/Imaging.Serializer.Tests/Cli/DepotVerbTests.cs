using System.Text.Json;
using Imaging.Serializer.Tests.Depot;

namespace Imaging.Serializer.Tests.Cli;

[TestClass]
public sealed class DepotVerbTests
{
    [TestMethod]
    public async Task Depot_is_shown_verified_pruned_and_cleared()
    {
        using var depot = new TestDepot();
        using var logging = new LoggingPackage();
        SerializeResult made = depot.Serialize(logging.Package);

        Assert.AreEqual(depot.Path, (await ToolUnderTest.RunAsync("depot", "path", "--depot", depot.Path)).Text());
        JsonElement list = await ToolUnderTest.RunJsonAsync(0, "depot", "list", "--depot", depot.Path);
        Assert.AreEqual(made.BuildId, list.GetProperty("images")[0].GetProperty("buildId").GetString());
        Assert.AreEqual("P", list.GetProperty("images")[0].GetProperty("project").GetString());
        Assert.Contains(made.BuildId!, (await ToolUnderTest.RunAsync("depot", "list", "--depot", depot.Path)).Text());

        Assert.AreEqual(1, (await ToolUnderTest.RunJsonAsync(0, "depot", "verify", "--depot", depot.Path)).GetProperty("soundImages").GetInt32());
        Assert.AreEqual(0, (await ToolUnderTest.RunJsonAsync(0, "depot", "prune", "--depot", depot.Path)).GetProperty("removedFiles").GetInt32());
        string image = depot.Files.Single(static path => path.EndsWith(".pkgimg", StringComparison.Ordinal));
        byte[] bytes = await File.ReadAllBytesAsync(image);
        bytes[^9] ^= 1;
        await File.WriteAllBytesAsync(image, bytes);
        Assert.AreEqual("IMG5020", (await ToolUnderTest.RunJsonAsync(1, "depot", "verify", "--depot", depot.Path)).GetProperty("findings")[0].GetProperty("code").GetString());

        Assert.AreEqual(2, (await ToolUnderTest.RunJsonAsync(0, "depot", "clear", "--depot", depot.Path)).GetProperty("removedFiles").GetInt32());
        Assert.IsEmpty(depot.Files);
        Assert.AreEqual(0, (await ToolUnderTest.RunJsonAsync(0, "depot", "list", "--depot", depot.Path)).GetProperty("images").GetArrayLength());
    }

    [TestMethod]
    public async Task Pruning_keeps_to_the_limit_that_is_given()
    {
        using var depot = new TestDepot();
        using var logging = new LoggingPackage();
        depot.Serialize(logging.Package);

        Assert.AreEqual(2, (await ToolUnderTest.RunJsonAsync(0, "depot", "prune", "--size-limit", "100", "--depot", depot.Path)).GetProperty("removedFiles").GetInt32());
    }

    [TestMethod]
    [DataRow("IMAGING_DEPOT_SIZE_LIMIT", "much")]
    [DataRow("IMAGING_DEPOT_FALLBACK_PATHS", "relative")]
    [DataRow("IMAGING_DEPOT_REMOTE", "cache.example.com")]
    public async Task Variable_that_makes_no_sense_is_named(string variable, string value)
    {
        ProgramResult result = await ToolUnderTest.RunAsync(new Dictionary<string, string> { [variable] = value }, "depot", "path", "--depot", Path.GetTempPath());

        Assert.AreEqual(2, result.ExitCode);
        Assert.Contains(variable + " ", result.Error);
        Assert.DoesNotContain("ImagingDepot", result.Error);
    }

    [TestMethod]
    public async Task Environment_says_where_the_depot_is()
    {
        var environment = new Dictionary<string, string> { ["IMAGING_DEPOT_PATH"] = Path.Combine(Path.GetTempPath(), "from-environment"), ["XDG_CACHE_HOME"] = Path.GetTempPath() };
        Assert.AreEqual(environment["IMAGING_DEPOT_PATH"], (await ToolUnderTest.RunAsync(environment, "depot", "path")).Text());
        environment["IMAGING_DEPOT_PATH"] = "";
        if (OperatingSystem.IsLinux())
        {
            Assert.AreEqual(Path.Combine(Path.GetTempPath(), "imaging", "depot"), (await ToolUnderTest.RunAsync(environment, "depot", "path")).Text());
        }

        environment["IMAGING_DEPOT_PATH"] = "off";
        ProgramResult off = await ToolUnderTest.RunAsync(environment, "depot", "list");
        Assert.AreEqual(2, off.ExitCode);
        Assert.Contains("There is no depot", off.Error);
        Assert.AreEqual(2, (await ToolUnderTest.RunAsync("depot", "prune", "--size-limit", "much")).ExitCode);
        Assert.AreEqual(2, (await ToolUnderTest.RunAsync("depot", "polish")).ExitCode);
    }
}
