using System.Text.Json;
using Imaging.Serializer.Tests.Reading;

namespace Imaging.Serializer.Tests.Cli;

[TestClass]
public sealed class VerifyVerbTests
{
    [TestMethod]
    public async Task Image_that_holds_gives_0()
    {
        ProgramResult result = await ToolUnderTest.RunAsync("verify", SampleImage.Package.ImagePath);

        Assert.AreEqual("P.pkgimg holds; no second capture confirmed it", result.Text());
        JsonElement json = await ToolUnderTest.RunJsonAsync(0, "verify", SampleImage.Package.ImagePath);
        Assert.AreEqual(SampleImage.Package.ImagePath, json.GetProperty("image").GetString());
        Assert.AreEqual(0, json.GetProperty("findings").GetArrayLength());
        Assert.IsFalse(json.GetProperty("verified").GetBoolean());
    }

    [TestMethod]
    public async Task Image_that_a_second_capture_confirmed_is_shown_as_verified()
    {
        using var package = TestPackage.Compile("public static class Roots { public static readonly ImageRoot<int[]> Primes = new(() => [2, 3, 5]); }");
        package.Serialize(static request => request with { Verify = true });

        Assert.AreEqual("P.pkgimg holds, and a second capture confirmed it", (await ToolUnderTest.RunAsync("verify", package.ImagePath)).Text());
        Assert.IsTrue((await ToolUnderTest.RunJsonAsync(0, "verify", package.ImagePath)).GetProperty("verified").GetBoolean());
        Assert.Contains(", verified", (await ToolUnderTest.RunAsync("inspect", package.ImagePath, "--no-measure")).Text());
    }

    [TestMethod]
    public async Task Findings_give_1_and_are_coded()
    {
        using var directory = new TemporaryDirectory();
        string path = SampleImage.CopyTo(directory);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);

        ProgramResult result = await ToolUnderTest.RunAsync("verify", path);
        Assert.AreEqual(1, result.ExitCode);
        Assert.StartsWith("error IMG3002: the content hash of the piece 1 is ", result.Output);

        JsonElement finding = (await ToolUnderTest.RunJsonAsync(1, "verify", path)).GetProperty("findings")[0];
        Assert.AreEqual("IMG3002", finding.GetProperty("code").GetString());
        Assert.AreEqual("error", finding.GetProperty("severity").GetString());
        Assert.AreEqual("https://imaging-dotnet.github.io/diagnostics/IMG3002", finding.GetProperty("help").GetString());
        Assert.AreNotEqual("", finding.GetProperty("message").GetString());
    }

    [TestMethod]
    public async Task File_that_is_no_image_is_a_finding_of_both_verbs()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.File("P.pkgimg");
        File.WriteAllText(path, new string('x', 1000));

        foreach (string verb in new[] { "verify", "inspect" })
        {
            JsonElement json = await ToolUnderTest.RunJsonAsync(1, verb, path);
            Assert.AreEqual("IMG3001", json.GetProperty("findings")[0].GetProperty("code").GetString());
        }
    }
}
