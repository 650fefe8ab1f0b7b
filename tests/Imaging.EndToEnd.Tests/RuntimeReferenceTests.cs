using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

[TestClass]
public sealed class RuntimeReferenceTests
{
    private const string LockFile = "Lib/packages.lock.json";

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Reference_is_there_whether_or_not_imaging_is_enabled(bool enabled)
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib", properties: $"<ImagingEnabled>{enabled}</ImagingEnabled>");

        workspace.BuildsWell("Lib");

        Assert.AreEqual(enabled, workspace.Exists("Lib/bin/Debug/net10.0/Lib.pkgimg"));
    }

    [TestMethod]
    public void Central_package_management_works()
    {
        using var workspace = Central("");
        workspace.RootLibrary("Lib");

        Assert.IsEmpty(workspace.BuildsWell("Lib").WarningCodes);
    }

    [TestMethod]
    public void Central_version_pinned_by_the_user_works()
    {
        using var workspace = Central($"""<ItemGroup><PackageVersion Include="Imaging.Runtime" Version="{PackedSdk.Version}" /></ItemGroup>""");
        workspace.RootLibrary("Lib");

        Assert.IsEmpty(workspace.BuildsWell("Lib").WarningCodes);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Other_version_pinned_by_the_user_is_a_warning_in_every_build(bool central)
    {
        string pin = $"""<ItemGroup><Package{(central ? "Version" : "Reference")} Include="Imaging.Runtime" Version="{OtherRuntime.Version}" /></ItemGroup>""";
        using Workspace workspace = central ? Central(pin) : new Workspace();
        OtherRuntime.AddTo(workspace);
        workspace.RootLibrary("Lib", central ? "" : pin);

        Assert.AreEqual("IMG5010", workspace.BuildsWell("Lib").WarningCodes.Single());
        Assert.AreEqual("IMG5010", workspace.BuildsWell("Lib").SerializedNothing().WarningCodes.Single());
        Assert.IsEmpty(workspace.BuildsWell("Lib", "-p:NoWarn=IMG5010").WarningCodes);
    }

    [TestMethod]
    public void Version_of_the_user_that_leads_to_the_right_one_is_no_warning()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib", $"""<ItemGroup><PackageReference Include="Imaging.Runtime" Version="[{PackedSdk.Version}]" /></ItemGroup>""");

        Assert.IsEmpty(workspace.BuildsWell("Lib").WarningCodes);
    }

    [TestMethod]
    public void Reference_of_the_user_is_the_only_one()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib", $"""<ItemGroup><PackageReference Include="Imaging.Runtime" Version="{PackedSdk.Version}" /></ItemGroup>""");

        Assert.IsEmpty(workspace.BuildsWell("Lib").WarningCodes);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Lock_file_stays_valid_when_imaging_is_switched_off(bool central)
    {
        using Workspace workspace = central ? Central("") : new Workspace();
        workspace.RootLibrary("Lib", properties: "<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>");
        workspace.BuildsWell("Lib");
        Assert.Contains("Imaging.Runtime", workspace.Read(LockFile));

        workspace.Run("build", "Lib", "-p:ImagingEnabled=false", "-p:RestoreLockedMode=true", "-p:RestoreForceEvaluate=false").Succeeded();
    }

    private static Workspace Central(string versions)
    {
        var workspace = new Workspace();
        workspace.Write("Directory.Packages.props", $"""
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                <CentralPackageTransitivePinningEnabled>true</CentralPackageTransitivePinningEnabled>
              </PropertyGroup>
              {versions}
            </Project>
            """);
        return workspace;
    }
}
