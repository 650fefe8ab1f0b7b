using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

[TestClass]
public sealed class ConsumerTests
{
    [TestMethod]
    public void Image_reaches_a_consumer_without_the_SDK_over_two_hops()
    {
        using Workspace workspace = Chain();

        workspace.BuildsWell("App").Serialized("Lib");

        foreach (string project in new[] { "Lib", "Middle", "App" })
        {
            Assert.IsTrue(workspace.Exists($"{project}/bin/Debug/net10.0/Lib.pkgimg"), project);
            Assert.IsTrue(workspace.Exists($"{project}/bin/Debug/net10.0/imaging-inputs/Lib/data.txt"), project);
        }

        Assert.AreEqual("one-two-three", workspace.Start("App/bin/Debug/net10.0/App.dll"));
        workspace.BuildsWell("App").SerializedNothing();
    }

    [TestMethod]
    public void Image_reaches_a_consumer_whose_transitive_references_are_off()
    {
        using Workspace workspace = Chain("<DisableTransitiveProjectReferences>true</DisableTransitiveProjectReferences>");

        workspace.BuildsWell("App");

        Assert.IsTrue(workspace.Exists("App/bin/Debug/net10.0/Lib.pkgimg"));
    }

    [TestMethod]
    public void Changed_image_reaches_consumers_that_have_nothing_else_to_do()
    {
        using Workspace workspace = Chain();
        workspace.BuildsWell("App");
        workspace.Replace("Lib/Words.cs", "one two three", "one two four");

        workspace.BuildsWell("App").Serialized("Lib");

        CollectionAssert.AreEqual(
            File.ReadAllBytes(workspace.PathOf("Lib/obj/Debug/net10.0/Lib.pkgimg")),
            File.ReadAllBytes(workspace.PathOf("App/bin/Debug/net10.0/Lib.pkgimg")));
        Assert.AreEqual("one-two-four", workspace.Start("App/bin/Debug/net10.0/App.dll"));
    }

    [TestMethod]
    public void Consumer_that_does_not_build_its_references_gets_the_image_that_is_there()
    {
        using Workspace workspace = Chain();
        workspace.BuildsWell("Middle");
        workspace.Run("restore", "App").Succeeded();

        workspace.BuildsWell("App", "--no-restore", "-p:BuildProjectReferences=false").SerializedNothing();

        Assert.IsTrue(workspace.Exists("App/bin/Debug/net10.0/Lib.pkgimg"));
    }

    [TestMethod]
    public void Application_that_references_an_application_gets_its_image()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Tool", properties: "<OutputType>Exe</OutputType>");
        workspace.Write("Tool/Entry.cs", "Console.WriteLine(Tool.Words.Text);");
        workspace.PlainConsumer("App", "Tool", isExe: true);

        workspace.BuildsWell("App");

        Assert.IsTrue(workspace.Exists("App/bin/Debug/net10.0/Tool.pkgimg"));
        Assert.AreEqual("one-two-three", workspace.Start("App/bin/Debug/net10.0/App.dll"));
    }

    [TestMethod]
    public void Two_packages_with_images_in_one_chain_each_have_their_own()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib");
        workspace.RootLibrary("Other", """<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup>""");
        workspace.PlainConsumer("App", "Other", isExe: true);

        workspace.BuildsWell("App").Serialized("Lib").Serialized("Other");

        Assert.IsTrue(workspace.Exists("App/bin/Debug/net10.0/Lib.pkgimg"));
        Assert.IsTrue(workspace.Exists("App/bin/Debug/net10.0/Other.pkgimg"));
        workspace.BuildsWell("App").SerializedNothing();
    }

    [TestMethod]
    public void Isolated_graph_build_passes()
    {
        using Workspace workspace = Chain();
        workspace.Run("restore", "App").Succeeded();

        workspace.Run("msbuild", "App", "-graph", "-isolate").Succeeded().Serialized("Lib");

        Assert.IsTrue(workspace.Exists("App/bin/Debug/net10.0/Lib.pkgimg"));
        workspace.Run("msbuild", "App", "-graph", "-isolate").Succeeded().SerializedNothing();
    }

    // Every reference would hand on those of all its own: their number grows with the square of that of the projects.
    [TestMethod]
    public void Image_is_no_content_that_references_hand_on()
    {
        using Workspace workspace = Chain();
        workspace.BuildsWell("App");

        string content = workspace.Run("msbuild", "App", "-getTargetResult:GetCopyToOutputDirectoryItems").Succeeded().Output;

        Assert.Contains("imaging-inputs/Lib/data.txt", content);
        Assert.DoesNotContain(".pkgimg", content);
    }

    private static Workspace Chain(string appProperties = "")
    {
        var workspace = new Workspace();
        workspace.RootLibrary("Lib", """<ItemGroup><ImagingInput Include="data.txt" /></ItemGroup>""");
        workspace.Write("Lib/data.txt", "first");
        workspace.PlainConsumer("Middle", "Lib");
        workspace.PlainConsumer("App", "Middle", isExe: true, properties: appProperties);
        return workspace;
    }
}
