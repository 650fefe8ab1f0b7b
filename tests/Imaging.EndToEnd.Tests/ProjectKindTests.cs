using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

[TestClass]
public sealed class ProjectKindTests
{
    [TestMethod]
    public void Multi_targeting_library_has_an_image_for_the_framework_that_can_use_it()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib", properties: "<LangVersion>latest</LangVersion>", framework: "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>");
        workspace.Replace("Lib/Lib.csproj", "<ImplicitUsings>enable</ImplicitUsings>", "");
        workspace.Write("Lib/Handle.cs", """
            using System;
            using Imaging;

            [assembly: ImageSurrogate(typeof(Lib.HandleSurrogate))]

            namespace Lib
            {
                public sealed class Handle { public IntPtr Address = new IntPtr(1); }

                internal sealed class HandleSurrogate : ImageSurrogate<Handle, string>
                {
                    public override string ToSurrogate(Handle value) => "";
                    public override Handle FromSurrogate(string surrogate) => new Handle();
                }

                public static class Handles { public static readonly ImageRoot<Handle[]> All = new ImageRoot<Handle[]>(() => new[] { new Handle() }); }
            }
            """);

        BuildRun run = workspace.BuildsWell("Lib").Serialized("Lib");

        Assert.IsEmpty(run.WarningCodes);
        Assert.IsTrue(workspace.Exists("Lib/bin/Debug/net10.0/Lib.pkgimg"));
        Assert.IsEmpty(workspace.ImagingFiles().Where(path => path.Contains("netstandard2.0", StringComparison.Ordinal)));
        workspace.BuildsWell("Lib").SerializedNothing();
    }

    [TestMethod]
    public void SDK_element_adds_imaging_to_a_project_of_another_SDK()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib", $"""<Sdk Name="Imaging.Sdk" Version="{PackedSdk.Version}" />""", sdk: "Microsoft.NET.Sdk");

        BuildRun run = workspace.BuildsWell("Lib").Serialized("Lib");

        Assert.IsEmpty(run.WarningCodes);
        Assert.IsTrue(workspace.Exists("Lib/bin/Debug/net10.0/Lib.pkgimg"));
    }

    [TestMethod]
    public void Web_project_without_roots_says_nothing()
    {
        using var workspace = new Workspace();
        workspace.Project("Site", "Microsoft.NET.Sdk.Web", $"""<Sdk Name="Imaging.Sdk" Version="{PackedSdk.Version}" />""");
        workspace.Write("Site/Entry.cs", "Console.WriteLine();");

        Assert.IsEmpty(workspace.BuildsWell("Site").WarningCodes);
    }

    [TestMethod]
    [DataRow("-t:Compile", "-p:BuildingProject=false", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true")]
    [DataRow("-t:ResolveReferences")]
    [DataRow("-t:Build")]
    public void Design_time_build_does_nothing(params string[] arguments)
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib");
        workspace.Run("restore", "Lib").Succeeded();

        workspace.Run("msbuild", "Lib", ["-p:DesignTimeBuild=true", .. arguments]).Succeeded().SerializedNothing();

        Assert.IsEmpty(workspace.ImagingFiles());
    }

    [TestMethod]
    public void Target_can_be_called_alone()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib");

        workspace.BuildsWell("Lib", "-t:SerializePackageImages").Serialized("Lib");

        Assert.IsTrue(workspace.Exists("Lib/obj/Debug/net10.0/Lib.pkgimg"));
        Assert.IsFalse(workspace.Exists("Lib/bin/Debug/net10.0/Lib.pkgimg"));
    }

    [TestMethod]
    [DataRow("CoreCompile")]
    [DataRow("AfterCompile")]
    [DataRow("Compile")]
    public void Image_is_made_of_what_a_weaver_leaves(string hook)
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib", $"""
            <Target Name="Weave" AfterTargets="{hook}">
              <Touch Files="@(IntermediateAssembly)" />
            </Target>
            """);

        BuildRun run = workspace.BuildsWell("Lib");

        Assert.IsGreaterThan(run.StartOf("Weave"), run.StartOf("SerializePackageImages"));
    }

    [TestMethod]
    public void Image_of_file_local_types_is_the_same_in_another_directory()
    {
        using var here = new Workspace();
        using var there = new Workspace();
        foreach (Workspace workspace in (Workspace[])[here, there])
        {
            workspace.RootLibrary("Lib");
            workspace.Replace("Lib/Words.cs", "public static class Words", """
                file sealed class Word { public string Text = ""; public System.Collections.Generic.IEnumerable<char> Letters() { yield return Text[0]; } }

                public static partial class Patterns
                {
                    private static readonly Imaging.ImageRoot<object[]> Hidden = new(() => [new Word { Text = string.Concat("a", 1) }], "Hidden");
                    [System.Text.RegularExpressions.GeneratedRegex("a+b")] private static partial System.Text.RegularExpressions.Regex Generated();
                }

                public static class Words
                """);
            Assert.IsNotEmpty(workspace.BuildsWell("Lib").Messages("Package image written: 2 of 2 roots"));
        }

        CollectionAssert.AreNotEqual(File.ReadAllBytes(here.PathOf("Lib/bin/Debug/net10.0/Lib.dll")), File.ReadAllBytes(there.PathOf("Lib/bin/Debug/net10.0/Lib.dll")));
        CollectionAssert.AreEqual(File.ReadAllBytes(here.PathOf("Lib/bin/Debug/net10.0/Lib.pkgimg")), File.ReadAllBytes(there.PathOf("Lib/bin/Debug/net10.0/Lib.pkgimg")));
    }

    [TestMethod]
    public void Multi_threaded_build_passes()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib");
        workspace.RootLibrary("Other");
        workspace.Project("App", "Microsoft.NET.Sdk", """
            <ItemGroup>
              <ProjectReference Include="../Lib/Lib.csproj" />
              <ProjectReference Include="../Other/Other.csproj" />
            </ItemGroup>
            """);

        workspace.BuildsWell("App", "-mt", "-m:2").Serialized("Lib").Serialized("Other");

        Assert.IsTrue(workspace.Exists("App/bin/Debug/net10.0/Lib.pkgimg"));
        Assert.IsTrue(workspace.Exists("App/bin/Debug/net10.0/Other.pkgimg"));
    }
}
