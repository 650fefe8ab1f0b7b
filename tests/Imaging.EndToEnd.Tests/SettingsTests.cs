using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

[TestClass]
public sealed class SettingsTests
{
    [TestMethod]
    [DataRow("ImagingIsolation", "container", "IMG5004")]
    [DataRow("ImagingMode", "sometimes", "IMG5005")]
    [DataRow("ImagingLinkLevel", "message", "IMG5009")]
    [DataRow("ImagingVerify", "sometimes", "IMG5005")]
    [DataRow("ImagingFrameworkMatch", "near", "IMG5005")]
    [DataRow("ImagingBuilderTimeout", "soon", "IMG5005")]
    [DataRow("ImagingBuilderTimeout", "0", "IMG5005")]
    [DataRow("ImagingBuilderTimeout", "-0:00:01", "IMG5005")]
    public void Value_without_meaning_is_refused(string property, string value, string code)
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib");

        workspace.Build("Lib", $"-p:{property}={value}").FailedWith(code);
    }

    [TestMethod]
    [DataRow("90")]
    [DataRow("0.5")]
    [DataRow("0:01:30")]
    public void Timeout_may_be_seconds_or_a_time_span(string value)
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib");

        workspace.BuildsWell("Lib", $"-p:ImagingBuilderTimeout={value}");
    }

    [TestMethod]
    public void Mode_lands_in_the_runtime_configuration()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Tool", properties: "<OutputType>Exe</OutputType><ImagingMode>off</ImagingMode>");
        workspace.Write("Tool/Entry.cs", "Console.WriteLine(AppContext.GetData(\"Imaging.Mode\"));");

        workspace.BuildsWell("Tool");

        Assert.AreEqual("off", workspace.Start("Tool/bin/Debug/net10.0/Tool.dll"));
    }

    [TestMethod]
    [DataRow("", true, false)]
    [DataRow("-p:NoWarn=IMG5007", false, false)]
    [DataRow("-p:WarningsAsErrors=IMG5007", false, true)]
    [DataRow("-p:MSBuildWarningsAsErrors=IMG5007", false, true)]
    [DataRow("-p:MSBuildTreatWarningsAsErrors=true", false, true)]
    public void Warning_obeys_the_settings_of_the_user(string option, bool warns, bool fails)
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib", """
            <Target Name="AddFramework" BeforeTargets="ComputeImageWorklist">
              <ItemGroup><FrameworkReference Include="Packed.Framework" /></ItemGroup>
            </Target>
            """);
        string[] options = option.Length == 0 ? [] : [option];

        BuildRun run = workspace.Build("Lib", options);

        Assert.AreEqual(fails, run.ExitCode != 0, run.Output);
        Assert.AreEqual(warns, run.WarningCodes.Contains("IMG5007"), run.Output);
        Assert.AreEqual(fails, run.ErrorCodes.Contains("IMG5007"), run.Output);

        // A failure is not forgotten by the next build.
        Assert.AreEqual(fails, workspace.Build("Lib", options).ExitCode != 0);
    }
}
