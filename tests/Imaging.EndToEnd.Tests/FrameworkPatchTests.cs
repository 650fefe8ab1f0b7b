using System.Runtime.InteropServices;
using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

/// <summary>A package packed on one patch of the framework, and apps that bring another one.</summary>
[TestClass]
public sealed class FrameworkPatchTests
{
    private const string Patch = "10.0.14";

    private readonly string _package = "Packed.F" + Guid.NewGuid().ToString("N")[..8];

    [TestMethod]
    public void Shipped_image_is_used_by_apps_on_another_patch_of_the_framework()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary(_package, properties: "<Version>1.0.0</Version>");
        workspace.Run("pack", _package, "-o", workspace.PathOf("feed")).Succeeded();

        foreach ((string app, string sdk) in new[] { ("Plain", "Microsoft.NET.Sdk"), ("Imaged", Workspace.SdkAttribute) })
        {
            workspace.Project(app, sdk, $"""<ItemGroup><PackageReference Include="{_package}" Version="1.0.0" /></ItemGroup>""", $"""
                <OutputType>Exe</OutputType><UseAppHost>true</UseAppHost><SelfContained>true</SelfContained>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier><RuntimeFrameworkVersion>{Patch}</RuntimeFrameworkVersion>
                """);
            workspace.Write($"{app}/Main.cs", $"Console.WriteLine($\"{{Environment.Version}} {{{_package}.Words.Text}}\");");

            BuildRun build = workspace.BuildsWell(app);

            Assert.IsEmpty(build.WarningCodes);
            Execution run = Execution.Run(workspace.Root, workspace.PathOf($"{app}/bin/Debug/net10.0/{RuntimeInformation.RuntimeIdentifier}/{app}"), [], ("IMAGING_MODE", "required"));
            Assert.AreEqual($"{Patch} one-two-three", run.Output.Trim());
        }
    }
}
