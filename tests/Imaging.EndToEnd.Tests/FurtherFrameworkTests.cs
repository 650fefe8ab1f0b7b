using System.Text.Json;
using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

/// <summary>Projects that use ASP.NET Core: builders of theirs run in a process with it.</summary>
[TestClass]
public sealed class FurtherFrameworkTests
{
    private const string Output = "Site/bin/Debug/net10.0/";
    private const string Reference = """<ItemGroup><FrameworkReference Include="Microsoft.AspNetCore.App" /></ItemGroup>""";

    private const string Routes = """
        using Microsoft.AspNetCore.Http;
        using Microsoft.Net.Http.Headers;

        namespace NAME;

        public static partial class Routes
        {
            [Imaging.ImageRoot(nameof(CreateAll))]
            public static partial Dictionary<string, string> All { get; }

            private static Dictionary<string, string> CreateAll() =>
                new() { ["home"] = new PathString("/").Add("/home page"), ["kind"] = MediaTypeHeaderValue.Parse("text/html; charset=utf-8").MediaType.ToString() };
        }
        """;

    private static readonly (string, string) s_required = ("IMAGING_MODE", "required");
    private static readonly string s_sdk = $"""<Sdk Name="Imaging.Sdk" Version="{PackedSdk.Version}" />""";

    [TestMethod]
    public void Web_project_has_an_image_of_its_own_roots()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Site", s_sdk, sdk: "Microsoft.NET.Sdk.Web");
        workspace.Write("Site/Routes.cs", Routes.Replace("NAME", "Site", StringComparison.Ordinal));
        workspace.Write("Site/Entry.cs", """
            WebApplication app = WebApplication.CreateBuilder(args).Build();
            Console.WriteLine($"{app.Environment.ApplicationName} {Site.Words.Text} {Site.Routes.All["home"]} {Site.Routes.All["kind"]}");
            """);

        BuildRun run = workspace.BuildsWell("Site").Serialized("Site").Linked("Site");

        Assert.IsEmpty(run.Warnings);
        Assert.IsNotEmpty(run.Messages("Package image written: 2 of 2 roots"));
        Assert.AreEqual("Site:True", LinkedIn(workspace, Output + "Site.imglink"));
        Execution started = Execution.Run(workspace.Root, "dotnet", ["run", "--project", "Site", "--no-build"], s_required);
        Assert.AreEqual("Site one-two-three /home%20page text/html", started.Output.Trim());
        workspace.BuildsWell("Site").SerializedNothing().LinkedNothing();
        workspace.Run("build", "Site", "-question").Succeeded();

        workspace.Run("publish", "Site", "-c", "Debug", "--no-build", "-o", workspace.PathOf("out")).Succeeded();
        Assert.AreEqual("Site:True", LinkedIn(workspace, "out/Site.imglink"));
        Assert.AreEqual("Site one-two-three /home%20page text/html", workspace.Start("out/Site.dll", s_required));
    }

    [TestMethod]
    public void Root_that_holds_an_object_of_the_framework_is_refused_alone_with_its_path()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib", Reference);
        workspace.Write("Lib/Held.cs", """
            public static class Held
            {
                public static readonly Imaging.ImageRoot<object[]> Kinds = new(() => [Microsoft.Net.Http.Headers.MediaTypeHeaderValue.Parse("text/html")], "Kinds");
            }
            """);

        BuildRun run = workspace.BuildsWell("Lib");

        string warning = run.Warnings.Single();
        Assert.StartsWith("IMG2010 ", warning);
        Assert.Contains("Microsoft.Net.Http.Headers.MediaTypeHeaderValue", warning);
        Assert.Contains("Kinds[0]", warning);
        Assert.IsNotEmpty(run.Messages("Package image written: 1 of 2 roots"));
    }

    [TestMethod]
    [DataRow("Microsoft.NET.Sdk.Web")]
    [DataRow("Microsoft.NET.Sdk")]
    public void Image_of_a_class_library_is_used_by_apps_as_it_is(string sdk)
    {
        using var workspace = new Workspace();
        workspace.Project("Lib", Workspace.SdkAttribute, Reference);
        workspace.Write("Lib/Routes.cs", Routes.Replace("NAME", "Lib", StringComparison.Ordinal));
        workspace.Write("Lib/Loggers.cs", """
            using Microsoft.Extensions.Logging.Abstractions;

            namespace Lib;

            public static class Loggers
            {
                public static readonly Imaging.ImageRoot<object[]> Root = new(() => [NullLogger.Instance], "Root");

                public static bool IsShared => ReferenceEquals(Root.Value[0], NullLogger.Instance);
            }
            """);
        workspace.Project("Site", sdk, s_sdk + """<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup>""", "<OutputType>Exe</OutputType>");
        workspace.Write("Site/Entry.cs", """Console.WriteLine($"{Lib.Routes.All["home"]} {Lib.Loggers.IsShared}");""");

        BuildRun run = workspace.BuildsWell("Site");

        Assert.IsEmpty(run.Warnings);
        Assert.AreEqual("Lib", string.Join(' ', run.Made));
        Assert.HasCount(1, run.Messages("Lib came with an image that holds"));
        Assert.AreEqual("Lib:True", LinkedIn(workspace, Output + "Site.imglink"));
        Assert.AreEqual("/home%20page True", workspace.Start(Output + "Site.dll", s_required));
        workspace.BuildsWell("Site").SerializedNothing().LinkedNothing();
    }

    [TestMethod]
    public void Packages_below_a_web_app_get_images_and_share_those_that_need_no_more_than_other_apps()
    {
        string plain = "Packed.Plain" + Guid.NewGuid().ToString("N")[..8];
        string web = "Packed.Web" + Guid.NewGuid().ToString("N")[..8];
        using var workspace = new Workspace();
        workspace.RootLibrary(plain, properties: "<Version>1.0.0</Version><ImagingEnabled>false</ImagingEnabled>");
        workspace.Project(web, Workspace.SdkAttribute, Reference, "<Version>1.0.0</Version><ImagingEnabled>false</ImagingEnabled>");
        workspace.Write($"{web}/Routes.cs", Routes.Replace("NAME", web, StringComparison.Ordinal));
        workspace.Run("pack", plain, "-o", workspace.PathOf("feed")).Succeeded();
        workspace.Run("pack", web, "-o", workspace.PathOf("feed")).Succeeded();
        string depot = $"-p:ImagingDepotPath={workspace.PathOf("depot")}";
        workspace.Project("Tool", Workspace.SdkAttribute, $"""<ItemGroup><PackageReference Include="{plain}" Version="1.0.0" /></ItemGroup>""", "<OutputType>Exe</OutputType>");
        workspace.Write("Tool/Entry.cs", $"Console.WriteLine({plain}.Words.Text);");
        workspace.Project("Site", "Microsoft.NET.Sdk.Web", $"""
            {s_sdk}
            <ItemGroup>
              <PackageReference Include="{plain}" Version="1.0.0" />
              <PackageReference Include="{web}" Version="1.0.0" />
            </ItemGroup>
            """);
        workspace.Write("Site/Entry.cs", $$"""Console.WriteLine($"{{{plain}}.Words.Text} {{{web}}.Routes.All["kind"]}");""");
        Assert.AreEqual(plain, workspace.BuildsWell("Tool", depot).Made.Single());

        BuildRun run = workspace.BuildsWell("Site", depot);

        Assert.IsEmpty(run.Warnings);
        Assert.AreEqual(web, run.Made.Single());
        Assert.HasCount(1, run.Messages($"{plain} is taken from the depot"));
        Assert.AreEqual("one-two-three text/html", workspace.Start(Output + "Site.dll", s_required));
    }

    private static string LinkedIn(Workspace workspace, string manifest) => string.Join(' ', JsonDocument.Parse(workspace.Read(manifest)).RootElement.GetProperty("images").EnumerateArray()
        .Select(static image => $"{image.GetProperty("assembly").GetString()}:{image.GetProperty("linked").GetBoolean()}"));
}
