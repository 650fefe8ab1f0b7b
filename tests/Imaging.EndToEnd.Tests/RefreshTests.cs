using System.Runtime.InteropServices;
using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

/// <summary>The packed tool, installed as a user installs it, refreshes apps that were published.</summary>
[TestClass]
public sealed class RefreshTests
{
    private const string Patch = "10.0.14";

    private const string SelfContained = $"<UseAppHost>true</UseAppHost><SelfContained>true</SelfContained><UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier><RuntimeFrameworkVersion>{Patch}</RuntimeFrameworkVersion>";

    private const string Queue = """
        namespace Lib
        {
            public static class Queue
            {
                // Of another code in the patch.
                private static readonly Imaging.ImageRoot<System.Collections.Concurrent.ConcurrentQueue<string>> Root = new(() => new(["first", "second"]), "Root");

                public static string Text => string.Join("-", Root.Value);
            }
        }
        """;

    [TestMethod]
    public void Published_app_whose_images_are_gone_or_old_is_refreshed()
    {
        using var workspace = CreateApp("");
        workspace.Run("publish", "App", "-o", workspace.PathOf("app")).Succeeded();
        byte[] image = File.ReadAllBytes(workspace.PathOf("app/Lib.pkgimg"));
        byte[] manifest = File.ReadAllBytes(workspace.PathOf("app/App.imglink"));
        string tool = Install(workspace);
        Assert.Contains(": all up to date, 1 image; App.imglink is up to date", Refresh(workspace, tool));

        File.Delete(workspace.PathOf("app/Lib.pkgimg"));
        File.Delete(workspace.PathOf("app/App.imglink"));

        Assert.Contains("Lib.pkgimg was made, because it had none", Refresh(workspace, tool));
        Assert.AreSequenceEqual(image, File.ReadAllBytes(workspace.PathOf("app/Lib.pkgimg")), "the tool and the build make the same");
        Assert.AreSequenceEqual(manifest, File.ReadAllBytes(workspace.PathOf("app/App.imglink")));
        Assert.AreEqual("one-two-three first-second", workspace.Start("app/App.dll", ("IMAGING_MODE", "required")));
    }

    [TestMethod]
    public void Self_contained_app_is_refreshed_on_the_framework_that_it_brings()
    {
        using var workspace = CreateApp($"""
            <UseAppHost>true</UseAppHost><SelfContained>true</SelfContained>
            <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier><RuntimeFrameworkVersion>{Patch}</RuntimeFrameworkVersion>
            """);
        workspace.Run("publish", "App", "-o", workspace.PathOf("app")).Succeeded();
        Assert.AreNotEqual(0, Run(workspace).ExitCode, "the patch has other code");
        string tool = Install(workspace);

        string text = Refresh(workspace, tool);

        Assert.Contains($"Lib.pkgimg was made, because it was made on another build of the framework than {Patch}", text);
        Assert.Contains($"App on .NET {Patch}: 1 image made, 0 up to date; App.imglink was written", text);
        Execution run = Run(workspace);
        Assert.AreEqual("one-two-three first-second", run.Output.Trim());
        Assert.Contains($"App on .NET {Patch}: all up to date, 1 image; App.imglink is up to date", Refresh(workspace, tool));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(SelfContained)]
    public void Web_app_is_refreshed_on_the_frameworks_that_it_runs_on(string properties)
    {
        using var workspace = new Workspace();
        workspace.Project("App", "Microsoft.NET.Sdk.Web", $"""<Sdk Name="Imaging.Sdk" Version="{PackedSdk.Version}" />""", properties);
        workspace.Write("App/Paths.cs", """
            using Microsoft.AspNetCore.Http;

            public static class Paths { public static readonly Imaging.ImageRoot<PathString[]> Root = new(() => [new PathString("/a b")], "Root"); }
            """);
        workspace.Write("App/Main.cs", """Console.WriteLine($"{typeof(PathString).Assembly.GetName().Name} {Paths.Root.Value[0]}");""");
        workspace.Run("publish", "App", "-o", workspace.PathOf("app")).Succeeded();
        File.Delete(workspace.PathOf("app/App.pkgimg"));
        string tool = Install(workspace);

        Assert.Contains("App.pkgimg was made, because it had none", Refresh(workspace, tool));

        Execution run = properties.Length > 0 ? Run(workspace) : Execution.Run(workspace.Root, "dotnet", [workspace.PathOf("app/App.dll")], ("IMAGING_MODE", "required"));
        Assert.AreEqual("Microsoft.AspNetCore.Http.Abstractions /a%20b", run.Output.Trim());
        Assert.Contains(": all up to date, 1 image; App.imglink is up to date", Refresh(workspace, tool));
    }

    private static Workspace CreateApp(string properties)
    {
        var workspace = new Workspace();
        workspace.RootLibrary("Lib");
        workspace.Write("Lib/Queue.cs", Queue);
        workspace.Project("App", Workspace.SdkAttribute, """<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup>""", "<OutputType>Exe</OutputType>" + properties);
        workspace.Write("App/Main.cs", """System.Console.WriteLine($"{Lib.Words.Text} {Lib.Queue.Text}");""");
        return workspace;
    }

    private static string Install(Workspace workspace)
    {
        Execution installed = Execution.Run(workspace.Root, "dotnet", ["tool", "install", "Imaging.Cli", "--version", PackedSdk.Version, "--tool-path", workspace.PathOf("tools")]);
        Assert.AreEqual(0, installed.ExitCode, installed.Output);
        return workspace.PathOf("tools/dotnet-imaging");
    }

    private static string Refresh(Workspace workspace, string tool)
    {
        Execution refreshed = Execution.Run(workspace.Root, tool, ["refresh", workspace.PathOf("app")]);
        Assert.AreEqual(0, refreshed.ExitCode, refreshed.Output);
        return refreshed.Output;
    }

    private static Execution Run(Workspace workspace) => Execution.Run(workspace.Root, workspace.PathOf("app/App"), [], ("IMAGING_MODE", "required"));
}
