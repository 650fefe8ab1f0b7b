using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

[TestClass]
public sealed class IncrementalBuildTests
{
    private const string InObj = "Lib/obj/Debug/net10.0/Lib.pkgimg";
    private const string InBin = "Lib/bin/Debug/net10.0/Lib.pkgimg";
    private const string Marker = "Lib/obj/Debug/net10.0/Lib.imaging.marker";
    private const string WithInput = """<ItemGroup><ImagingInput Include="data.txt" /></ItemGroup>""";

    private static readonly BuiltWorkspace s_built = new(static () => Library(WithInput), "Lib");

    [TestMethod]
    public void First_build_puts_the_image_beside_the_assembly()
    {
        using Workspace workspace = Library();

        workspace.BuildsWell("Lib").Serialized("Lib");

        CollectionAssert.AreEqual(File.ReadAllBytes(workspace.PathOf(InObj)), File.ReadAllBytes(workspace.PathOf(InBin)));
        Assert.StartsWith("image ", workspace.Read(Marker));
    }

    [TestMethod]
    public void Second_build_runs_no_task_and_writes_nothing()
    {
        using Workspace workspace = s_built.Take();
        var before = workspace.Outputs();

        workspace.BuildsWell("Lib").SerializedNothing();

        CollectionAssert.AreEquivalent(before.ToArray(), workspace.Outputs().ToArray());
    }

    [TestMethod]
    public void Project_without_roots_has_no_image_and_is_looked_at_once()
    {
        using var workspace = new Workspace();
        workspace.Project("Lib", Workspace.SdkAttribute, "");
        workspace.Write("Lib/Plain.cs", "public static class Plain { }");

        workspace.BuildsWell("Lib").Serialized("Lib");
        workspace.BuildsWell("Lib").SerializedNothing();

        Assert.AreEqual("none", workspace.Read(Marker).Trim());
        Assert.IsFalse(workspace.Exists(InObj) || workspace.Exists(InBin));
    }

    [TestMethod]
    public void Touched_source_leaves_the_image_alone_and_is_settled_by_one_run()
    {
        using Workspace workspace = s_built.Take();
        DateTime image = File.GetLastWriteTimeUtc(workspace.PathOf(InObj));
        File.SetLastWriteTimeUtc(workspace.PathOf("Lib/Words.cs"), DateTime.UtcNow);

        workspace.BuildsWell("Lib").Serialized("Lib");

        Assert.AreEqual(image, File.GetLastWriteTimeUtc(workspace.PathOf(InObj)));
        workspace.BuildsWell("Lib").SerializedNothing();
    }

    [TestMethod]
    public void Comment_leaves_the_image_alone()
    {
        using Workspace workspace = s_built.Take();
        byte[] image = File.ReadAllBytes(workspace.PathOf(InObj));
        DateTime time = File.GetLastWriteTimeUtc(workspace.PathOf(InObj));
        workspace.Replace("Lib/Words.cs", "using System;", "using System; // a comment");

        workspace.BuildsWell("Lib").Serialized("Lib");

        CollectionAssert.AreEqual(image, File.ReadAllBytes(workspace.PathOf(InObj)));
        Assert.AreEqual(time, File.GetLastWriteTimeUtc(workspace.PathOf(InObj)));
    }

    [TestMethod]
    public void Changed_builder_makes_another_image()
    {
        using Workspace workspace = s_built.Take();
        byte[] before = File.ReadAllBytes(workspace.PathOf(InBin));
        workspace.Replace("Lib/Words.cs", "one two three", "one two four");

        workspace.BuildsWell("Lib").Serialized("Lib");

        CollectionAssert.AreNotEqual(before, File.ReadAllBytes(workspace.PathOf(InBin)));
    }

    [TestMethod]
    public void Changed_input_is_looked_at_and_copied()
    {
        using Workspace workspace = s_built.Take();
        workspace.Write("Lib/data.txt", "changed");

        workspace.BuildsWell("Lib").Serialized("Lib");

        Assert.AreEqual("changed", workspace.Read("Lib/bin/Debug/net10.0/imaging-inputs/Lib/data.txt"));
        workspace.BuildsWell("Lib").SerializedNothing();
    }

    [TestMethod]
    public void Added_input_and_changed_property_are_looked_at()
    {
        using Workspace workspace = Library();
        workspace.BuildsWell("Lib");

        workspace.Replace("Lib/Lib.csproj", "</Project>", WithInput + "</Project>");
        workspace.BuildsWell("Lib").Serialized("Lib");
        workspace.BuildsWell("Lib", "-p:ImagingBuilderTimeout=90").Serialized("Lib");
        workspace.BuildsWell("Lib", "-p:ImagingBuilderTimeout=90").SerializedNothing();
    }

    [TestMethod]
    public void Changed_dependency_is_looked_at()
    {
        using var workspace = new Workspace();
        workspace.Project("Base", "Microsoft.NET.Sdk", "");
        workspace.Write("Base/Number.cs", "public static class Number { public static int Value() => 1; }");
        workspace.RootLibrary("Lib", """<ItemGroup><ProjectReference Include="../Base/Base.csproj" /></ItemGroup>""");
        workspace.BuildsWell("Lib");

        // Inside a method: the reference assembly stays, so the compiler does not run again.
        workspace.Replace("Base/Number.cs", "=> 1", "=> 2");
        BuildRun run = workspace.BuildsWell("Lib").Serialized("Lib");

        Assert.AreEqual(0, run.Runs("Csc", "Lib"));
    }

    [TestMethod]
    public void Image_deleted_from_obj_is_made_again()
    {
        using Workspace workspace = s_built.Take();
        File.Delete(workspace.PathOf(InObj));

        workspace.BuildsWell("Lib").Serialized("Lib");

        Assert.IsTrue(workspace.Exists(InObj));
        workspace.BuildsWell("Lib").SerializedNothing();
    }

    [TestMethod]
    public void Image_deleted_from_bin_is_copied_again()
    {
        using Workspace workspace = s_built.Take();
        File.Delete(workspace.PathOf(InBin));

        workspace.BuildsWell("Lib").SerializedNothing();

        Assert.IsTrue(workspace.Exists(InBin));
    }

    [TestMethod]
    public void Image_goes_with_the_last_root()
    {
        using Workspace workspace = Library();
        workspace.PlainConsumer("App", "Lib", isExe: true);
        workspace.BuildsWell("App");
        Assert.IsTrue(workspace.Exists("App/bin/Debug/net10.0/Lib.pkgimg"));
        workspace.Write("Lib/Words.cs", "namespace Lib { public static class Words { public static string Text => \"\"; } }");

        workspace.BuildsWell("App").Serialized("Lib");

        Assert.IsEmpty(workspace.ImagingFiles().Where(path => path.EndsWith(".pkgimg", StringComparison.Ordinal)));
        workspace.BuildsWell("App").SerializedNothing();
    }

    [TestMethod]
    public void Question_is_answered_with_nothing_to_do()
    {
        using Workspace workspace = Library(WithInput);
        workspace.PlainConsumer("App", "Lib", isExe: true);
        workspace.BuildsWell("App");

        workspace.Run("build", "App", "-question").Succeeded();
        File.Delete(workspace.PathOf(InObj));
        Assert.AreNotEqual(0, workspace.Run("build", "App", "-question").ExitCode);
    }

    private static Workspace Library(string body = "")
    {
        var workspace = new Workspace();
        workspace.RootLibrary("Lib", body);
        workspace.Write("Lib/data.txt", "first");
        return workspace;
    }
}
