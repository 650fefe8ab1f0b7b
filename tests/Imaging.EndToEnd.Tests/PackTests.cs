using System.IO.Compression;
using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

/// <summary>A package that ships its image, and who uses it.</summary>
[TestClass]
public sealed class PackTests
{
    private static readonly (string, string) s_required = ("IMAGING_MODE", "required");

    private readonly string _package = "Packed.L" + Guid.NewGuid().ToString("N")[..8];

    [TestMethod]
    [DataRow("Microsoft.NET.Sdk")]
    [DataRow("Imaging.Sdk")]
    public void Consumer_of_the_package_uses_its_image(string sdk)
    {
        using Workspace workspace = Packed("""<ItemGroup><ImagingInput Include="sub/data.txt" Name="in/side.txt" /></ItemGroup>""");
        CollectionAssert.IsSubsetOf(
            new[] { $"lib/net10.0/{_package}.dll", $"lib/net10.0/{_package}.pkgimg", $"lib/net10.0/imaging-inputs/{_package}/in/side.txt" },
            Entries(workspace));
        App(workspace, _package, sdk == "Imaging.Sdk" ? Workspace.SdkAttribute : sdk);

        workspace.BuildsWell("App");

        Assert.AreEqual("one-two-three", workspace.Start("App/bin/Debug/net10.0/App.dll", s_required));
        Assert.AreEqual("first", workspace.Read($"App/bin/Debug/net10.0/imaging-inputs/{_package}/in/side.txt"));
        Assert.AreEqual(sdk == "Imaging.Sdk", workspace.Exists("App/bin/Debug/net10.0/App.imglink"));
        workspace.Run("publish", "App").Succeeded();
        Assert.AreEqual("one-two-three", workspace.Start("App/bin/Release/net10.0/publish/App.dll", s_required));
    }

    [TestMethod]
    [DataRow("sub/words.2026.txt", "words")]
    [DataRow("sub/words", "words")]
    [DataRow("sub/words", "in/other")]
    [DataRow("sub/words.txt", "in.txt/words.csv")]
    [DataRow("sub/words.txt", "in.txt/other.txt")]
    public void Input_is_read_by_its_name_where_the_package_is_used(string file, string name)
    {
        using var workspace = new Workspace();
        workspace.RootLibrary(_package, $"""<ItemGroup><ImagingInput Include="{file}" Name="{name}" /></ItemGroup>""", "<Version>1.0.0</Version>");
        workspace.Write($"{_package}/{file}", "first");
        workspace.Write($"{_package}/Words.cs", $"namespace {_package} {{ public static class Words {{ public static string Text => new StreamReader(Imaging.ImagingInputs.Open(\"{name}\")).ReadToEnd(); }} }}");
        workspace.Run("pack", _package, "-o", workspace.PathOf("feed")).Succeeded();
        App(workspace, _package, "Microsoft.NET.Sdk");

        workspace.BuildsWell("App");

        CollectionAssert.AreEqual(
            new[] { $"lib/net10.0/imaging-inputs/{_package}/{name}" },
            Entries(workspace).Where(static entry => entry.Contains("imaging-inputs", StringComparison.Ordinal)).ToArray());
        Assert.AreEqual("first", workspace.Start("App/bin/Debug/net10.0/App.dll"));
    }

    [TestMethod]
    public void Image_reaches_a_consumer_through_other_packages_and_projects()
    {
        using Workspace workspace = Packed();
        workspace.Project("Middle", "Microsoft.NET.Sdk", Reference(_package));
        workspace.Write("Middle/Words.cs", $"namespace Middle {{ public static class Words {{ public static string Text => {_package}.Words.Text; }} }}");
        workspace.PlainConsumer("App", "Middle", isExe: true);

        workspace.BuildsWell("App");

        Assert.IsFalse(workspace.Exists($"Middle/bin/Debug/net10.0/{_package}.pkgimg"), "a library deploys no packages");
        Assert.AreEqual("one-two-three", workspace.Start("App/bin/Debug/net10.0/App.dll", s_required));
        workspace.Run("publish", "App").Succeeded();
        Assert.AreEqual("one-two-three", workspace.Start("App/bin/Release/net10.0/publish/App.dll", s_required));
    }

    [TestMethod]
    public void Each_target_framework_has_what_it_can_use()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary(_package, framework: "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>", properties: "<Version>1.0.0</Version><LangVersion>latest</LangVersion>");
        workspace.BuildsWell(_package, "-c", "Release");

        workspace.Run("pack", _package, "--no-build", "-o", workspace.PathOf("feed")).Succeeded().SerializedNothing();

        CollectionAssert.AreEqual(
            new[] { $"lib/net10.0/{_package}.dll", $"lib/net10.0/{_package}.pkgimg", $"lib/netstandard2.0/{_package}.dll" },
            Entries(workspace).Where(static entry => entry.StartsWith("lib/", StringComparison.Ordinal)).ToArray());
    }

    [TestMethod]
    public void Symbols_validation_deterministic_packing_and_a_file_of_the_packages_own_work_with_an_image_inside()
    {
        const string Properties = """
            <Version>1.0.0</Version><LangVersion>latest</LangVersion>
            <IncludeSymbols>true</IncludeSymbols><SymbolPackageFormat>snupkg</SymbolPackageFormat>
            <EnablePackageValidation>true</EnablePackageValidation>
            <DeterministicTimestamp>2026-01-01T00:00:00Z</DeterministicTimestamp>
            """;
        using var workspace = new Workspace();
        string body = """<ItemGroup><None Include="own.targets" Pack="true" PackagePath="buildTransitive/$(PackageId).targets" /></ItemGroup>""";
        workspace.RootLibrary(_package, body, Properties, framework: "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>");
        workspace.Write($"{_package}/own.targets", """<Project><Target Name="OwnOfPackage" AfterTargets="Build"><WriteLinesToFile File="$(OutDir)own.txt" Lines="own" Overwrite="true" /></Target></Project>""");

        workspace.Run("pack", _package, "-o", workspace.PathOf("feed")).Succeeded();
        workspace.Run("pack", _package, "-o", workspace.PathOf("again")).Succeeded();

        CollectionAssert.AreEqual(File.ReadAllBytes(workspace.PathOf($"feed/{_package}.1.0.0.nupkg")), File.ReadAllBytes(workspace.PathOf($"again/{_package}.1.0.0.nupkg")));
        Assert.Contains($"lib/net10.0/{_package}.pkgimg", Entries(workspace));
        Assert.Contains($"buildTransitive/{_package}.targets", Entries(workspace));
        Assert.IsFalse(Entries(workspace).Any(static entry => entry.StartsWith("runtimes/", StringComparison.Ordinal)));
        using (ZipArchive symbols = ZipFile.OpenRead(workspace.PathOf($"feed/{_package}.1.0.0.snupkg")))
        {
            Assert.Contains($"lib/net10.0/{_package}.pdb", symbols.Entries.Select(static entry => entry.FullName));
            Assert.IsFalse(symbols.Entries.Any(static entry => entry.Name.EndsWith(".pkgimg", StringComparison.Ordinal)));
        }

        File.Delete(workspace.PathOf($"feed/{_package}.1.0.0.snupkg"));
        App(workspace, _package, "Microsoft.NET.Sdk");
        workspace.BuildsWell("App");
        Assert.AreEqual("one-two-three", workspace.Start("App/bin/Debug/net10.0/App.dll", s_required));
        Assert.IsTrue(workspace.Exists("App/bin/Debug/net10.0/own.txt"), "the package's own buildTransitive file is not imported");
    }

    [TestMethod]
    public void Image_that_was_not_verified_is_not_packed()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary(_package, properties: "<ImagingVerify>false</ImagingVerify><Version>1.0.0</Version>");

        BuildRun packed = workspace.Run("pack", _package, "-o", workspace.PathOf("feed")).Succeeded();

        Assert.Contains("IMG5011", packed.WarningCodes);
        Assert.IsFalse(Entries(workspace).Any(static entry => entry.EndsWith(".pkgimg", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Package_made_without_imaging_has_no_image()
    {
        using Workspace workspace = Packed(properties: "<ImagingEnabled>false</ImagingEnabled>");
        Assert.IsFalse(Entries(workspace).Any(static entry => entry.EndsWith(".pkgimg", StringComparison.Ordinal)));
        App(workspace, _package, "Microsoft.NET.Sdk");

        workspace.BuildsWell("App");

        Assert.AreEqual("one-two-three", workspace.Start("App/bin/Debug/net10.0/App.dll"));
    }

    private Workspace Packed(string body = "", string properties = "")
    {
        var workspace = new Workspace();
        workspace.RootLibrary(_package, body, properties + "<Version>1.0.0</Version>");
        workspace.Write($"{_package}/sub/data.txt", "first");
        workspace.Run("pack", _package, "-o", workspace.PathOf("feed")).Succeeded();
        return workspace;
    }

    private string[] Entries(Workspace workspace)
    {
        using ZipArchive package = ZipFile.OpenRead(workspace.PathOf($"feed/{_package}.1.0.0.nupkg"));
        return [.. package.Entries.Select(static entry => entry.FullName).Order(StringComparer.Ordinal)];
    }

    private static string Reference(string package) => $"""<ItemGroup><PackageReference Include="{package}" Version="1.0.0" /></ItemGroup>""";

    private static void App(Workspace workspace, string package, string sdk)
    {
        workspace.Project("App", sdk, Reference(package), "<OutputType>Exe</OutputType>");
        workspace.Write("App/Program.cs", $"Console.WriteLine({package}.Words.Text);");
        if (sdk == Workspace.SdkAttribute)
        {
            workspace.Write("App/Own.cs", """public static class Own { public static readonly Imaging.ImageRoot<string[]> Root = new(() => ["own"], "Root"); }""");
        }
    }
}
