using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

[TestClass]
public sealed class DepotTests
{
    [TestMethod]
    public void Second_clone_takes_the_images_and_stays_incremental()
    {
        using var workspace = new Workspace();
        string depot = $"-p:ImagingDepotPath={workspace.PathOf("depot")}";
        workspace.RootLibrary("Lib");
        workspace.PlainConsumer("App", "Lib", isExe: true);
        Assert.IsNotEmpty(workspace.BuildsWell("App", depot).Messages("Package image written: 1 of 1 roots"));
        byte[] image = File.ReadAllBytes(workspace.PathOf("Lib/obj/Debug/net10.0/Lib.pkgimg"));

        using var clone = new Workspace();
        clone.RootLibrary("Lib");
        clone.PlainConsumer("App", "Lib", isExe: true);
        BuildRun run = clone.BuildsWell("App", depot);

        Assert.IsNotEmpty(run.Messages($"Package image taken from the depot {workspace.PathOf("depot")}: 1 of 1 roots"));
        Assert.IsEmpty(run.Messages("Package image written"));
        CollectionAssert.AreEqual(image, File.ReadAllBytes(clone.PathOf("Lib/obj/Debug/net10.0/Lib.pkgimg")));
        Assert.AreEqual("one-two-three", clone.Start("App/bin/Debug/net10.0/App.dll", ("IMAGING_MODE", "required")));
        clone.BuildsWell("App", depot).SerializedNothing();

        clone.Replace("Lib/Words.cs", "one two", "four five");
        Assert.IsNotEmpty(clone.BuildsWell("App", depot).Messages("Package image written"));
        Assert.AreEqual("four-five-three", clone.Start("App/bin/Debug/net10.0/App.dll", ("IMAGING_MODE", "required")));
        Assert.IsNotEmpty(clone.BuildsWell("App", depot, "-t:Rebuild").Messages("Package image taken from the depot"));
        Assert.IsNotEmpty(clone.BuildsWell("App", "-p:ImagingDepotPath=off", "-t:Rebuild").Messages("Package image written"));
    }

    [TestMethod]
    public void Server_that_is_not_there_is_told_of_once_in_a_build_and_the_depot_is_used_all_the_same()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Below");
        workspace.Consumer("Above", "Below", Workspace.SdkAttribute, body: """<ItemGroup><Compile Include="../Root.cs" /></ItemGroup>""");
        workspace.Write("Root.cs", "public static class Numbers { public static readonly Imaging.ImageRoot<int[]> Root = new(() => [1, 2]); }");

        BuildRun run = workspace.BuildsWell("Above", $"-p:ImagingDepotPath={workspace.PathOf("depot")}", "-p:ImagingDepotRemote=http://127.0.0.1:9/");

        Assert.HasCount(2, run.Messages("Package image written: 1 of 1 roots"));
        Assert.AreEqual("IMG5023", string.Join(' ', run.Warnings.Select(static warning => warning.Split(' ')[0])), run.Output);
        Assert.HasCount(2, Directory.GetFiles(workspace.PathOf("depot"), "*.pkgimg", SearchOption.AllDirectories));
    }

    [TestMethod]
    public void Environment_names_the_depot_and_a_setting_without_meaning_is_an_error()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib");

        Execution build = Execution.Run(workspace.Root, "dotnet", ["build", "Lib", "-nologo", "-tl:off", "-nr:false"], ("IMAGING_DEPOT_PATH", workspace.PathOf("depot")));

        Assert.AreEqual(0, build.ExitCode, build.Output);
        Assert.HasCount(1, Directory.GetFiles(workspace.PathOf("depot"), "*.pkgimg", SearchOption.AllDirectories));
        workspace.Build("Lib", "-t:Rebuild", "-p:ImagingDepotSizeLimit=much").FailedWith("IMG5005");
    }
}
