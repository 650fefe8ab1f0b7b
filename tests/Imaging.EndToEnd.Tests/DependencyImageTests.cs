using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

/// <summary>Packages that ship images, in apps that resolve what the images were made with, and in apps that do not.</summary>
[TestClass]
public sealed class DependencyImageTests
{
    private const string Output = "App/bin/Debug/net10.0/";

    private static readonly (string, string) s_required = ("IMAGING_MODE", "required");

    private readonly string _base = "Packed.Base" + Guid.NewGuid().ToString("N")[..8];
    private readonly string _lib = "Packed.Lib" + Guid.NewGuid().ToString("N")[..8];

    [TestMethod]
    public void Other_version_of_a_dependency_gets_an_image_of_the_apps_own_and_the_right_one_the_shipped()
    {
        using Workspace workspace = Packages();
        string shipped = workspace.PathOf($"{_lib}/obj/Release/net10.0/{_lib}.pkgimg");
        App(workspace, Workspace.SdkAttribute, baseVersion: "2.1.0");

        BuildRun run = workspace.BuildsWell("App");

        Assert.IsEmpty(run.Warnings);
        Assert.HasCount(1, run.Messages($"The image that came with {_lib} does not hold in App: it was made with {_base} 1.2.0, and App resolves {_base} 2.1.0, a newer major version (from the package {_base} 2.1.0). App has an image of its own of it."));
        Assert.HasCount(1, run.Messages($"{_base} came with an image that holds"));
        Assert.HasCount(1, run.Messages("App: 1 image made, 1 up to date"));
        Assert.AreEqual("base 2.1.0, lib", workspace.Start(Output + "App.dll", s_required));
        Assert.IsTrue(workspace.Exists($"App/obj/Debug/net10.0/App.imaging/{_lib}.pkgimg"));
        workspace.BuildsWell("App").SerializedNothing().LinkedNothing();
        workspace.Run("build", "App", "-question").Succeeded();

        File.Delete(workspace.PathOf($"App/obj/Debug/net10.0/App.imaging/{_lib}.pkgimg"));
        Assert.AreEqual(_lib, workspace.BuildsWell("App").Made.Single());

        workspace.Run("publish", "App", "-c", "Debug", "--no-build", "-o", workspace.PathOf("out")).Succeeded();
        Assert.AreEqual("base 2.1.0, lib", workspace.Start("out/App.dll", s_required));

        workspace.Replace("App/App.csproj", "2.1.0", "1.2.0");
        Assert.IsEmpty(workspace.BuildsWell("App").Made);
        Assert.AreEqual("base 1.2.0, lib", workspace.Start(Output + "App.dll", s_required));
        CollectionAssert.AreEqual(File.ReadAllBytes(shipped), File.ReadAllBytes(workspace.PathOf(Output + _lib + ".pkgimg")));
        Assert.IsFalse(workspace.Exists($"App/obj/Debug/net10.0/App.imaging/{_lib}.pkgimg"));
    }

    [TestMethod]
    public void Other_version_of_a_dependency_runs_the_builder_in_an_app_without_the_sdk()
    {
        using Workspace workspace = Packages();
        App(workspace, "Microsoft.NET.Sdk", baseVersion: "2.1.0");

        workspace.BuildsWell("App");

        string printed = workspace.Start(Output + "App.dll", ("IMAGING_LOG", "1"));
        Assert.Contains("base 2.1.0, lib", printed);
        Assert.Contains($"{_lib} {_lib}.Words.Root builder", printed);
        Assert.Contains(_base, printed);
    }

    [TestMethod]
    public void Library_links_to_an_image_that_it_makes_of_a_package_and_so_does_its_app()
    {
        using Workspace workspace = Packages(imagingOfLib: false);
        workspace.Project("Own", Workspace.SdkAttribute, References("2.1.0"));
        workspace.Write("Own/Words.cs", $$"""
            namespace Own;

            public static class Words
            {
                public static readonly Imaging.ImageRoot<object[]> Root = new(() => [{{_lib}}.Words.Root.Value, "own"], "Root");
            }
            """);
        workspace.Project("App", Workspace.SdkAttribute, """<ItemGroup><ProjectReference Include="../Own/Own.csproj" /></ItemGroup>""", "<OutputType>Exe</OutputType>");
        workspace.Write("App/Program.cs", $"Console.WriteLine(ReferenceEquals(Own.Words.Root.Value[0], {_lib}.Words.Root.Value));");

        BuildRun run = workspace.BuildsWell("App");

        Assert.IsEmpty(run.Warnings);
        CollectionAssert.AreEqual(new[] { "Own", _lib, _lib }, run.Made.ToArray());
        Assert.AreEqual("True", workspace.Start(Output + "App.dll", s_required));
        Assert.IsFalse(workspace.Exists($"Own/bin/Debug/net10.0/{_lib}.pkgimg"), "a library deploys no packages");
        workspace.BuildsWell("App").SerializedNothing().LinkedNothing();
    }

    [TestMethod]
    public void Builder_of_a_package_that_throws_is_a_warning_and_excluded_roots_are_left_out()
    {
        using Workspace workspace = Packages(imagingOfLib: false, libBuilder: """throw new InvalidOperationException("not today")""");
        App(workspace, Workspace.SdkAttribute, "1.2.0", print: $"{_lib}.Words.Other.Value[0]");

        BuildRun run = workspace.BuildsWell("App", "-p:ImagingVerify=false");

        Assert.HasCount(1, run.Messages($"the root {_lib}.Words.Root keeps its builder, which threw"));
        Assert.AreEqual("other", workspace.Start(Output + "App.dll", s_required));

        workspace.Replace("App/App.csproj", "</ItemGroup>", $"""<ImagingExclude Include="{_lib}.Words.Root" /><ImagingExclude Include="{_base}.Words.Root" /></ItemGroup>""");
        run = workspace.BuildsWell("App", "-p:ImagingVerify=false");
        Assert.IsEmpty(run.Warnings);
        CollectionAssert.AreEquivalent(new[] { _base, _lib }, run.Made.ToArray());
    }

    // Lib has a root that rests on Base, and both are packed with their images.
    private Workspace Packages(bool imagingOfLib = true, string? libBuilder = null)
    {
        var workspace = new Workspace();
        foreach (string version in new[] { "1.2.0", "2.1.0" })
        {
            workspace.Project(_base, Workspace.SdkAttribute, "", $"<Version>{version}</Version>");
            workspace.Write($"{_base}/Words.cs", $$"""
                namespace {{_base}};

                public static class Words
                {
                    public static readonly Imaging.ImageRoot<string[]> Root = new(() => ["base {{version}}"], "Root");
                }
                """);
            workspace.Run("pack", _base, "-o", workspace.PathOf("feed")).Succeeded();
        }

        workspace.Project(_lib, Workspace.SdkAttribute, $"""<ItemGroup><PackageReference Include="{_base}" Version="1.2.0" /></ItemGroup>""", $"<Version>1.0.0</Version><ImagingEnabled>{imagingOfLib}</ImagingEnabled>");
        workspace.Write($"{_lib}/Words.cs", $$"""
            namespace {{_lib}};

            public static class Words
            {
                public static readonly Imaging.ImageRoot<string[]> Root = new(() => {{libBuilder ?? $"[{_base}.Words.Root.Value[0], \"lib\"]"}}, "Root");

                public static readonly Imaging.ImageRoot<string[]> Other = new(() => ["other"], "Other");
            }
            """);
        workspace.Run("pack", _lib, "-o", workspace.PathOf("feed")).Succeeded();
        return workspace;
    }

    private string References(string baseVersion) => $"""
        <ItemGroup><PackageReference Include="{_lib}" Version="1.0.0" /><PackageReference Include="{_base}" Version="{baseVersion}" /></ItemGroup>
        """;

    private void App(Workspace workspace, string sdk, string baseVersion, string? print = null)
    {
        workspace.Project("App", sdk, References(baseVersion), "<OutputType>Exe</OutputType>");
        workspace.Write("App/Program.cs", $"Console.WriteLine({print ?? $"string.Join(\", \", {_lib}.Words.Root.Value)"});");
    }
}
