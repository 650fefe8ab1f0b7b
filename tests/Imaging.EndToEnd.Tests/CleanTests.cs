using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

[TestClass]
public sealed class CleanTests
{
    private static readonly BuiltWorkspace s_built = new(AppWithLibrary, "App");

    [TestMethod]
    public void Clean_removes_every_file_here_and_in_consumers()
    {
        using Workspace workspace = s_built.Take();
        Assert.HasCount(8, workspace.ImagingFiles());

        workspace.Run("clean", "App").Succeeded();

        Assert.IsEmpty(workspace.ImagingFiles());
    }

    [TestMethod]
    public void Builds_that_skip_the_work_keep_every_file()
    {
        using Workspace workspace = s_built.Take();
        var first = workspace.ImagingFiles();

        workspace.BuildsWell("App");
        workspace.BuildsWell("App");
        CollectionAssert.AreEqual(first.ToArray(), workspace.ImagingFiles().ToArray());

        workspace.Run("clean", "App").Succeeded();
        Assert.IsEmpty(workspace.ImagingFiles());
    }

    [TestMethod]
    public void Rebuild_makes_the_image_again()
    {
        using Workspace workspace = s_built.Take();

        workspace.BuildsWell("App", "-t:Rebuild").Serialized("Lib");

        Assert.HasCount(8, workspace.ImagingFiles());
    }

    [TestMethod]
    public void Switching_off_removes_every_file_but_the_inputs()
    {
        using Workspace workspace = s_built.Take();

        workspace.BuildsWell("App", "-p:ImagingEnabled=false").SerializedNothing();

        Assert.IsTrue(workspace.ImagingFiles().All(path => path.Contains("imaging-inputs", StringComparison.Ordinal)), string.Join('\n', workspace.ImagingFiles()));
        Assert.HasCount(2, workspace.ImagingFiles());
        Assert.AreEqual("one-two-three", workspace.Start("App/bin/Debug/net10.0/App.dll"));
    }

    private static Workspace AppWithLibrary()
    {
        var workspace = new Workspace();
        workspace.RootLibrary("Lib", """<ItemGroup><ImagingInput Include="data.txt" /></ItemGroup>""");
        workspace.Write("Lib/data.txt", "first");
        workspace.PlainConsumer("App", "Lib", isExe: true);
        return workspace;
    }
}
