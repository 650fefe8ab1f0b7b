using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

[TestClass]
public sealed class UsageTests
{
    [TestMethod]
    public void Two_copies_of_the_SDK_are_refused()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib");
        Directory.CreateDirectory(workspace.PathOf("copy"));
        workspace.BuildsWell("Lib");
        string installed = Path.Combine(PackedSdk.PackagesFolder, "imaging.sdk", PackedSdk.Version, "Sdk");
        foreach (string file in Directory.GetFiles(installed))
        {
            File.Copy(file, workspace.PathOf("copy/" + Path.GetFileName(file)));
        }

        workspace.Replace("Lib/Lib.csproj", "<PropertyGroup>", "<Import Project=\"../copy/Sdk.props\" /><PropertyGroup>");
        BuildRun run = workspace.Build("Lib").FailedWith("IMG5001");

        Assert.AreEqual(workspace.PathOf("Lib/Lib.csproj"), run.ErrorOf("IMG5001").File);
    }

    [TestMethod]
    public void SDK_listed_twice_is_refused()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib", $"""<Sdk Name="Imaging.Sdk" Version="{PackedSdk.Version}" />""");

        workspace.Build("Lib").FailedWith("IMG5001");
    }

    [TestMethod]
    public void SDK_listed_again_in_a_comment_is_fine()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib", $"""<!-- <Sdk Name="Imaging.Sdk" Version="{PackedSdk.Version}" /> -->""");

        Assert.IsEmpty(workspace.BuildsWell("Lib").WarningCodes);
    }

    [TestMethod]
    public void Import_from_Directory_Build_props_is_refused()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib", sdk: "Microsoft.NET.Sdk");
        workspace.Write("Directory.Build.props", $"""<Project><Import Project="Sdk.props" Sdk="Imaging.Sdk" Version="{PackedSdk.Version}" /></Project>""");
        workspace.Write("Directory.Build.targets", $"""<Project><Import Project="Sdk.targets" Sdk="Imaging.Sdk" Version="{PackedSdk.Version}" /></Project>""");

        workspace.Build("Lib").FailedWith("IMG5002");
    }

    [TestMethod]
    public void SDK_listed_before_the_SDK_of_the_project_is_refused()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib", sdk: $"{Workspace.SdkAttribute};Microsoft.NET.Sdk.Web");

        workspace.Build("Lib").FailedWith("IMG5002");
    }

    [TestMethod]
    [DataRow("Sdk.props")]
    [DataRow("Sdk.targets")]
    public void Half_of_the_SDK_is_refused(string half)
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib", $"""<Import Project="{half}" Sdk="Imaging.Sdk" Version="{PackedSdk.Version}" />""", sdk: "Microsoft.NET.Sdk");

        workspace.Build("Lib").FailedWith("IMG5002");
    }

    [TestMethod]
    public void Old_SDK_is_refused()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib");

        workspace.Build("Lib", "-p:NETCoreSdkVersion=9.0.300").FailedWith("IMG5003");
    }
}
