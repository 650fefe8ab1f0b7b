using System.Runtime.InteropServices;
using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

[TestClass]
public sealed class PublishTests
{
    [TestMethod]
    [DataRow("")]
    [DataRow("--no-build")]
    public void Publish_carries_the_image_and_the_inputs(string option)
    {
        using Workspace workspace = Chain();
        workspace.BuildsWell("App", "-c", "Release");

        workspace.Run("publish", "App", [.. Options(option), "-o", workspace.PathOf("out")]).Succeeded();

        Assert.IsTrue(workspace.Exists("out/Lib.pkgimg"));
        Assert.IsTrue(workspace.Exists("out/imaging-inputs/Lib/data.txt"));
        Assert.AreEqual("one-two-three", workspace.Start("out/App.dll"));
    }

    [TestMethod]
    public void Publish_from_nothing_carries_the_image()
    {
        using Workspace workspace = Chain();

        workspace.Run("publish", "App", "-o", workspace.PathOf("out")).Succeeded();

        Assert.IsTrue(workspace.Exists("out/Lib.pkgimg"));
    }

    [TestMethod]
    public void Publish_of_the_package_itself_carries_its_image()
    {
        using Workspace workspace = Chain();

        workspace.Run("publish", "Lib", "-o", workspace.PathOf("out")).Succeeded();

        Assert.IsTrue(workspace.Exists("out/Lib.pkgimg"));
    }

    [TestMethod]
    public void Single_file_has_the_image_beside_it()
    {
        using Workspace workspace = Chain();

        workspace.Run("publish", "App", "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained", "-p:PublishSingleFile=true", "-p:UseAppHost=true", "-o", workspace.PathOf("out")).Succeeded();

        Assert.IsTrue(workspace.Exists("out/Lib.pkgimg"));
        Assert.IsTrue(workspace.Exists("out/imaging-inputs/Lib/data.txt"));
        Assert.IsFalse(workspace.Exists("out/Lib.dll"));
    }

    [TestMethod]
    public void Trimmed_publish_carries_no_image()
    {
        using Workspace workspace = Chain();
        workspace.Replace("App/App.csproj", "<OutputType>", "<PublishTrimmed>true</PublishTrimmed><OutputType>");

        BuildRun run = workspace.Run("publish", "App", "-r", RuntimeInformation.RuntimeIdentifier, "-p:UseAppHost=true", "-o", workspace.PathOf("out")).Succeeded();

        Assert.IsEmpty(Directory.GetFiles(workspace.PathOf("out"), "*.pkgimg", SearchOption.AllDirectories));
        Assert.IsTrue(workspace.Exists("out/imaging-inputs/Lib/data.txt"));
        Assert.IsNotEmpty(run.Messages("Package images are left out of this publish"));
        Assert.Contains("message IMG5008: ", run.Output);
    }

    private static string[] Options(string option) => option.Length == 0 ? [] : [option];

    private static Workspace Chain()
    {
        var workspace = new Workspace();
        workspace.RootLibrary("Lib", """<ItemGroup><ImagingInput Include="data.txt" /></ItemGroup>""");
        workspace.Write("Lib/data.txt", "first");
        workspace.PlainConsumer("Middle", "Lib");
        workspace.PlainConsumer("App", "Middle", isExe: true);
        return workspace;
    }
}
