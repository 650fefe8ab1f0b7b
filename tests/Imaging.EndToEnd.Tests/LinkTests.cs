using System.Runtime.InteropServices;
using System.Text.Json;
using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

[TestClass]
public sealed class LinkTests
{
    private const string Output = "App/bin/Debug/net10.0/";
    private const string Manifest = Output + "App.imglink";

    private static readonly BuiltWorkspace s_built = new(static () => App(), "App");

    [TestMethod]
    public void First_build_writes_the_manifest_and_the_second_does_nothing()
    {
        using Workspace workspace = App();
        workspace.BuildsWell("App").Linked("App");

        Assert.AreEqual("Lib:True", Images(workspace, Manifest));
        Assert.AreEqual("App Imaging.Runtime Lib", string.Join(' ', Assemblies(workspace, Manifest)));
        var before = workspace.Outputs();

        workspace.BuildsWell("App").LinkedNothing();
        workspace.Run("build", "App", "-question").Succeeded();

        CollectionAssert.AreEquivalent(before.ToArray(), workspace.Outputs().ToArray());
    }

    [TestMethod]
    public void Manifest_is_the_same_in_another_directory()
    {
        using Workspace here = App();
        using Workspace there = App();
        here.BuildsWell("App");
        there.BuildsWell("App");

        Assert.AreEqual(here.Read(Manifest), there.Read(Manifest));
        Assert.AreEqual("Imaging.Runtime", string.Join(' ', Assemblies(here, Manifest, having: "file")));
    }

    [TestMethod]
    public void Changed_dependency_is_linked_again()
    {
        using Workspace workspace = s_built.Take();
        string before = workspace.Read(Manifest);
        workspace.Replace("Lib/Words.cs", "one two three", "one two four");

        workspace.BuildsWell("App").Linked("App");

        Assert.AreNotEqual(before, workspace.Read(Manifest));
        workspace.BuildsWell("App").LinkedNothing();
    }

    [TestMethod]
    public void Comment_is_looked_at_and_leaves_the_manifest_alone()
    {
        using Workspace workspace = s_built.Take();
        DateTime time = File.GetLastWriteTimeUtc(workspace.PathOf(Manifest));
        workspace.Replace("Lib/Words.cs", "using System;", "using System; // a comment");

        workspace.BuildsWell("App").Linked("App");

        Assert.AreEqual(time, File.GetLastWriteTimeUtc(workspace.PathOf(Manifest)));
        workspace.BuildsWell("App").LinkedNothing();
    }

    [TestMethod]
    public void Manifest_that_was_deleted_is_written_again()
    {
        using Workspace workspace = s_built.Take();
        File.Delete(workspace.PathOf(Manifest));

        workspace.BuildsWell("App").Linked("App");

        Assert.IsTrue(workspace.Exists(Manifest));
    }

    [TestMethod]
    public void Clean_removes_every_file()
    {
        using Workspace workspace = s_built.Take();
        workspace.BuildsWell("App");
        Assert.HasCount(3, LinkFiles(workspace));

        workspace.Run("clean", "App").Succeeded();

        Assert.IsEmpty(workspace.ImagingFiles());
    }

    [TestMethod]
    [DataRow("-p:ImagingEnabled=false")]
    [DataRow("-p:ImagingLinkLevel=none")]
    public void Switched_off_it_does_nothing_and_leaves_nothing(string option)
    {
        using Workspace workspace = s_built.Take();

        workspace.BuildsWell("App", option).LinkedNothing();

        Assert.IsEmpty(LinkFiles(workspace));
        workspace.BuildsWell("App").Linked("App");
        Assert.IsTrue(workspace.Exists(Manifest));
    }

    [TestMethod]
    public void Manifest_goes_with_the_last_image()
    {
        using Workspace workspace = s_built.Take();
        workspace.Write("Lib/Words.cs", "namespace Lib { public static class Words { public static string Text => \"\"; } }");

        BuildRun run = workspace.BuildsWell("App").LinkedNothing();

        Assert.IsEmpty(run.WarningCodes);
        Assert.IsEmpty(LinkFiles(workspace));
    }

    [TestMethod]
    public void Project_that_is_no_program_and_a_design_time_build_are_not_linked()
    {
        using Workspace workspace = App();
        workspace.BuildsWell("Lib").LinkedNothing();
        workspace.Run("restore", "App").Succeeded();

        workspace.Run("msbuild", "App", "-p:DesignTimeBuild=true", "-p:BuildProjectReferences=false", "-t:Build").Succeeded().LinkedNothing();

        Assert.IsEmpty(LinkFiles(workspace));
    }

    [TestMethod]
    public void Image_that_comes_in_two_ways_is_linked_once_and_one_in_a_folder_is_not()
    {
        using Workspace workspace = App(body: """
            <ItemGroup>
              <ProjectReference Include="../Middle/Middle.csproj" />
              <Content Include="../Lib/obj/Debug/net10.0/Lib.pkgimg" TargetPath="plugin/Lib.pkgimg" CopyToOutputDirectory="PreserveNewest" />
            </ItemGroup>
            """);
        workspace.PlainConsumer("Middle", "Lib");

        workspace.BuildsWell("App").Linked("App");

        Assert.IsTrue(workspace.Exists(Output + "plugin/Lib.pkgimg"));
        Assert.AreEqual("Lib:True", Images(workspace, Manifest));
    }

    [TestMethod]
    public void Target_can_be_called_alone()
    {
        using Workspace workspace = App();

        workspace.BuildsWell("App", "-t:LinkPackageImages").Linked("App");

        Assert.AreEqual("Lib:True", Images(workspace, Manifest));
    }

    [TestMethod]
    public void App_with_another_version_of_a_dependency_has_an_image_of_its_own()
    {
        using Workspace workspace = AppWithOtherVersion();

        BuildRun run = workspace.BuildsWell("App").Linked("App");

        Assert.IsEmpty(run.WarningCodes);
        Assert.HasCount(1, run.Messages("The image that came with Lib does not hold in App: it was made with Base 1.0.0, and App resolves Base 2.0.0, a newer major version. App has an image of its own of it."));
        Assert.AreEqual("Lib:True", Images(workspace, Manifest));
        Assert.AreEqual("two-two", workspace.Start(Output + "App.dll", ("IMAGING_MODE", "required")));
        workspace.BuildsWell("App").SerializedNothing().LinkedNothing();
    }

    [TestMethod]
    public void Older_file_in_the_place_of_a_dependency_is_noticed()
    {
        using Workspace workspace = AppWithOtherVersion(deployed: "1");
        workspace.BuildsWell("App").Linked("App");
        Assert.AreEqual("Lib:True", Images(workspace, Manifest));
        string dependency = workspace.PathOf("Base1/bin/Debug/net10.0/Base.dll");
        File.Copy(workspace.PathOf("Base2/bin/Debug/net10.0/Base.dll"), dependency, overwrite: true);
        File.SetLastWriteTimeUtc(dependency, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        BuildRun run = workspace.BuildsWell("App", "-p:BuildProjectReferences=false").Serialized("App").Linked("App");

        Assert.HasCount(1, run.Messages("App resolves Base 2.0.0"));
        Assert.AreEqual("Lib:True", Images(workspace, Manifest));
        Assert.AreEqual("two-two", workspace.Start(Output + "App.dll", ("IMAGING_MODE", "required")));
    }

    [TestMethod]
    public void Setting_of_the_app_that_no_image_was_made_with_is_a_warning()
    {
        using Workspace workspace = App("<InvariantGlobalization>true</InvariantGlobalization>");

        BuildRun run = workspace.BuildsWell("App");
        Assert.AreEqual("IMG3016", run.WarningCodes.Single());
        Assert.Contains("Lib.pkgimg, the image of Lib, does not hold in App", run.Output);
        Assert.AreEqual("Lib:False", Images(workspace, Manifest));
        string printed = workspace.Start(Output + "App.dll", ("IMAGING_LOG", "1"));
        Assert.Contains("one-two-three", printed);
        Assert.Contains("builder", printed);

        workspace.Build("App", "-p:WarningsAsErrors=IMG3016", "-p:Version=1.0.1").FailedWith("IMG3016");
        Assert.IsFalse(workspace.Exists(Manifest));
        workspace.Build("App", "-p:WarningsAsErrors=IMG3016", "-p:Version=1.0.1").FailedWith("IMG3016");
    }

    [TestMethod]
    public void Broken_image_fails_the_build_unless_the_level_is_lower()
    {
        using Workspace workspace = App(body: """
            <Target Name="Break" AfterTargets="CopyFilesToOutputDirectory">
              <WriteLinesToFile File="$(OutDir)Lib.pkgimg" Lines="broken" Overwrite="true" />
            </Target>
            """);

        workspace.Build("App").FailedWith("IMG3001");
        Assert.IsFalse(workspace.Exists(Manifest));
        workspace.Build("App").FailedWith("IMG3001");

        Assert.AreEqual("IMG3001", workspace.BuildsWell("App", "-p:ImagingLinkLevel=warning").WarningCodes.Single());
        Assert.AreEqual("one-two-three", workspace.Start(Output + "App.dll"));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("--no-build")]
    public void Publish_has_the_manifest_of_what_is_published(string option)
    {
        using Workspace workspace = App();
        workspace.BuildsWell("App", "-c", "Release");
        string[] options = option.Length == 0 ? [] : [option];

        workspace.Run("publish", "App", [.. options, "-o", workspace.PathOf("out")]).Succeeded();

        Assert.AreEqual(workspace.Read("App/bin/Release/net10.0/App.imglink"), workspace.Read("out/App.imglink"));

        workspace.Run("publish", "App", "-p:ImagingEnabled=false", "-o", workspace.PathOf("out")).Succeeded().LinkedNothing();
        Assert.IsFalse(workspace.Exists("out/App.imglink") || workspace.Exists("out/Lib.pkgimg"));
    }

    [TestMethod]
    public void Publish_without_images_has_no_manifest()
    {
        using Workspace workspace = App();
        workspace.Replace("App/App.csproj", "<OutputType>", "<PublishTrimmed>true</PublishTrimmed><OutputType>");
        workspace.Write("out/App.imglink", "left behind");

        workspace.Run("publish", "App", "-r", RuntimeInformation.RuntimeIdentifier, "-p:UseAppHost=true", "-o", workspace.PathOf("out")).Succeeded();

        Assert.IsFalse(workspace.Exists("out/App.imglink"));
    }

    [TestMethod]
    public void Single_file_has_no_manifest()
    {
        using Workspace workspace = App();

        workspace.Run("publish", "App", "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained", "-p:PublishSingleFile=true", "-p:UseAppHost=true", "-o", workspace.PathOf("out")).Succeeded();

        Assert.IsTrue(workspace.Exists("out/Lib.pkgimg"));
        Assert.IsFalse(workspace.Exists("out/App.imglink"));
    }

    private static Workspace App(string properties = "", string body = "")
    {
        var workspace = new Workspace();
        workspace.RootLibrary("Lib");
        workspace.Consumer("App", "Lib", Workspace.SdkAttribute, isExe: true, properties, body);
        return workspace;
    }

    // The library is compiled with one version of Base, and the app deploys another, as happens when NuGet lifts a version.
    private static Workspace AppWithOtherVersion(string deployed = "2")
    {
        var workspace = new Workspace();
        foreach (string version in new[] { "1", "2" })
        {
            workspace.Project("Base" + version, "Microsoft.NET.Sdk", "", $"<AssemblyName>Base</AssemblyName><Version>{version}.0.0</Version>");
            workspace.Write($"Base{version}/Number.cs", $"public static class Number {{ public static string Text => \"{(version == "1" ? "one" : "two")}\"; }}");
            workspace.BuildsWell("Base" + version);
        }

        string Reference(string version) =>
            $"""<ItemGroup><Reference Include="Base" HintPath="{workspace.PathOf($"Base{version}/bin/Debug/net10.0/Base.dll")}" /></ItemGroup>""";

        workspace.RootLibrary("Lib", Reference("1"), words: "one two three");
        workspace.Replace("Lib/Words.cs", "\"one two three\".Split(' ')", "new[] { Number.Text, Number.Text }");
        workspace.Consumer("App", "Lib", Workspace.SdkAttribute, isExe: true, body: Reference(deployed));
        return workspace;
    }

    private static string Images(Workspace workspace, string manifest)
    {
        using JsonDocument json = JsonDocument.Parse(workspace.Read(manifest));
        return string.Join(' ', json.RootElement.GetProperty("images").EnumerateArray()
            .Select(static image => $"{image.GetProperty("assembly")}:{image.GetProperty("linked").GetBoolean()}"));
    }

    private static string[] Assemblies(Workspace workspace, string manifest, string having = "name")
    {
        using JsonDocument json = JsonDocument.Parse(workspace.Read(manifest));
        return
        [
            .. json.RootElement.GetProperty("assemblies").EnumerateArray()
                .Where(assembly => assembly.TryGetProperty(having, out _))
                .Select(static assembly => assembly.GetProperty("name").GetString()!),
        ];
    }

    private static string[] LinkFiles(Workspace workspace) =>
        [.. workspace.ImagingFiles().Where(static path => path.Contains("link", StringComparison.Ordinal))];
}
