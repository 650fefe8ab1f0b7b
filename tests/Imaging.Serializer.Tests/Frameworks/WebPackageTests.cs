using System.Text.Json;
using Imaging.Format;
using Imaging.Serializer.Packages;
using Imaging.Serializer.Reading;
using Imaging.Serializer.Tests.Cli;
using Imaging.Serializer.Tests.Reading;

namespace Imaging.Serializer.Tests.Frameworks;

/// <summary>Packages whose builders need ASP.NET Core, which this process does not run on.</summary>
[TestClass]
public sealed class WebPackageTests
{
    private const string Abstractions = "Microsoft.AspNetCore.Http.Abstractions";

    private const string Source = """
        public static class Plain
        {
            public static readonly ImageRoot<string[]> Texts = new(() => [new PathString("/a").Add("/b").Value, MediaTypeHeaderValue.Parse("text/html; charset=utf-8").Charset.Value]);
        }

        public static class Roots
        {
            public static readonly ImageRoot<PathString[]> Paths = new(() => [new PathString("/a b"), new PathString("/c")]);
            public static string Text => string.Join(' ', Plain.Texts.Value) + ' ' + string.Join(' ', Paths.Value);
        }
        """;

    [TestMethod]
    public async Task Image_is_made_confirmed_and_restored_by_programs_with_the_framework()
    {
        using var package = WebPackage.Compile(Source);

        SerializeResult result = package.Serialize();

        Assert.IsEmpty(result.Diagnostics);
        Assert.IsTrue(result.Verified);
        Assert.IsTrue(result.Roots.All(static root => root.RestoreTime is not null), string.Join(' ', result.Roots.Select(static root => root.RestoreProblem)));
        Assert.AreEqual("/a/b utf-8 /a%20b /c", (await TestPackage.StartAsync(package.CompileProgram("Roots.Text"), "required")).Text());
        Assert.IsTrue(package.Serialize().UpToDate);

        ProgramResult without = await TestPackage.StartAsync(package.CompileProgram("Plain.Texts.Value.Length", isOfWeb: false), "required");
        Assert.AreNotEqual(0, without.ExitCode);
        Assert.Contains($"{Abstractions} cannot be loaded", without.Error);
    }

    [TestMethod]
    public async Task Program_that_brings_an_assembly_of_the_framework_itself_has_one_of_it()
    {
        using var package = WebPackage.Compile(Source);
        string primitives = WebPackage.Framework.FileOf("Microsoft.Extensions.Primitives")!;
        File.Copy(primitives, Path.Combine(package.Package.Directory, Path.GetFileName(primitives)));

        SerializeResult result = package.Serialize();

        Assert.IsEmpty(result.Diagnostics);
        Assert.IsTrue(result.Roots.All(static root => root.RestoreTime is not null), string.Join(' ', result.Roots.Select(static root => root.RestoreProblem)));
        var kinds = ImageDescription.Read(package.Package.ImagePath).Dependencies.ToDictionary(static dependency => dependency.Name, static dependency => dependency.Kind);
        Assert.AreEqual("package framework", $"{kinds["Microsoft.Extensions.Primitives"]} {kinds["Microsoft.Net.Http.Headers"]}");
        Assert.IsEmpty(ImageVerifier.Verify(package.Package.ImagePath));
        Assert.AreEqual("/a/b utf-8 /a%20b /c", (await TestPackage.StartAsync(package.CompileProgram("Roots.Text"), "required")).Text());
    }

    [TestMethod]
    public void Assembly_in_place_of_that_of_the_framework_is_the_one_that_counts()
    {
        using var package = WebPackage.Compile(Source);
        package.Serialize();
        string primitives = Path.Combine(package.Package.Directory, "Microsoft.Extensions.Primitives.dll");
        SourceCompiler.Compile("", primitives, []);

        ImagingDiagnostic finding = ImageVerifier.Verify(package.Package.ImagePath)[0];

        Assert.AreEqual("IMG3012", finding.Code);
        Assert.StartsWith($"{primitives} has another build of Microsoft.Extensions.Primitives: ", finding.Message);
    }

    [TestMethod]
    public void Roots_rest_on_what_their_builders_called_and_others_do_not()
    {
        using var package = WebPackage.Compile("public static class Roots { public static readonly ImageRoot<int[]> None = new(() => [1]); public static readonly ImageRoot<string> Called = new(() => new PathString(\"/a\").Value); }");
        package.Serialize();

        ImageDescription image = ImageDescription.Read(package.Package.ImagePath);

        Assert.AreEqual("P, System.Private.CoreLib", string.Join(", ", image.Roots[0].RestsOn));
        Assert.AreEqual($"P, System.Private.CoreLib, {Abstractions}", string.Join(", ", image.Roots[1].RestsOn));
        Assert.AreEqual("framework", image.Dependencies.Single(static dependency => dependency.Name == Abstractions).Kind);
    }

    [TestMethod]
    public void Object_of_the_framework_is_refused_with_its_path()
    {
        using var package = WebPackage.Compile("""
            public static class Roots { public static readonly ImageRoot<Dictionary<string, object>> Held = new(() => new() { ["html"] = MediaTypeHeaderValue.Parse("text/html") }); }
            """);

        ImagingDiagnostic refusal = package.Serialize().Diagnostics.Single();

        Assert.AreEqual("IMG2010", refusal.Code);
        Assert.Contains("Microsoft.Net.Http.Headers.MediaTypeHeaderValue", refusal.Message);
        Assert.Contains("at Roots.Held._entries[0].value: ", refusal.Message);
    }

    [TestMethod]
    public void Value_that_a_second_capture_does_not_reproduce_is_refused_with_its_path()
    {
        using var package = WebPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<PathString[]> Same = new(() => [new PathString("/a")]);
                public static readonly ImageRoot<PathString[]> Other = new(() => [new PathString("/a"), new PathString("/" + Environment.CurrentManagedThreadId + Guid.NewGuid())]);
            }
            """);

        SerializeResult result = package.Serialize();

        Assert.AreEqual("True False", string.Join(' ', result.Roots.Select(static root => root.Captured)));
        Assert.AreEqual("IMG2030", result.Diagnostics.Single().Code);
        Assert.Contains("Roots.Other[1].Value", result.Diagnostics.Single().Message);
    }

    [TestMethod]
    public async Task Other_build_of_the_framework_is_accepted_where_its_types_are_the_same()
    {
        using var package = WebPackage.Compile(Source);
        package.Serialize();
        string program = package.CompileProgram("Roots.Text");
        string exact = package.CompileProgram("Roots.Text", properties: """ "Imaging.FrameworkMatch": "exact" """);
        var patch = new ImagePatch(package.Package.ImagePath);
        Dependency(patch, Abstractions).IdentityLow++;
        patch.Save();

        Assert.AreEqual("Plain.Texts image\nRoots.Paths image", Lines(await TestPackage.StartAsync(program, "auto")));
        Assert.IsEmpty(ImageVerifier.Verify(package.Package.ImagePath));
        Assert.Contains($"the image was made with another {Abstractions} than 10.0.0.0", Lines(await TestPackage.StartAsync(exact, "auto")));

        foreach (ref RawFrameworkType type in patch.Table<RawFrameworkType>(SectionKind.FrameworkTypes))
        {
            type.Code += patch.Text(type.FullName) == "Microsoft.AspNetCore.Http.PathString" ? 2UL : 0;
        }

        patch.Save();
        const string Reason = "the framework is another build, in which Microsoft.AspNetCore.Http.PathString has other code than when the image was made";
        Assert.AreEqual($"Plain.Texts image\nRoots.Paths {Reason}", Lines(await TestPackage.StartAsync(program, "auto")));
        Assert.AreEqual("IMG3012", string.Join(' ', ImageVerifier.Verify(package.Package.ImagePath).Select(static finding => finding.Code)));
    }

    [TestMethod]
    public void Other_patch_of_the_framework_makes_the_image_stale()
    {
        using var package = WebPackage.Compile(Source);
        package.Serialize();
        ImageKey key = ImageKey.Read(package.Package.ImagePath)!;

        string Reason(string version)
        {
            var parts = new Dictionary<string, string>(key.Parts) { ["framework Microsoft.AspNetCore.App"] = $"{version} 0" };
            (key with { Key = new PackageKey(parts).Hash, Parts = parts }).Write(package.Package.ImagePath);
            return package.Serialize().Reason!;
        }

        Assert.AreEqual($"it was made on Microsoft.AspNetCore.App 10.0.1, and builders run on {WebPackage.Framework.Version}", Reason("10.0.1"));
        Assert.AreEqual($"it was made on another build of {WebPackage.Framework}", Reason(WebPackage.Framework.Version));
    }

    [TestMethod]
    public async Task Tool_finds_nothing_where_the_framework_is_and_reads_objects_of_its_types()
    {
        using var package = WebPackage.Compile(Source);
        package.Serialize();
        string image = package.Package.ImagePath;

        Assert.AreEqual("P.pkgimg holds, and a second capture confirmed it", (await ToolUnderTest.RunAsync("verify", image)).Text());
        Assert.Contains("/a b", (await ToolUnderTest.RunAsync("why", image, "Roots.Paths[0].Value")).Text());
        package.CompileProgram("Roots.Text");
        Assert.IsEmpty(ImageVerifier.Verify(image));

        foreach (string configuration in Directory.EnumerateFiles(package.Package.Directory, "*.runtimeconfig.json"))
        {
            File.Delete(configuration);
        }

        package.CompileProgram("Roots.Text", isOfWeb: false);
        IReadOnlyList<ImagingDiagnostic> findings = ImageVerifier.Verify(image);
        Assert.AreEqual("IMG3012", findings[0].Code);
        Assert.Contains($"has no {Abstractions}", findings[0].Message);
    }

    [TestMethod]
    public async Task Tool_measures_in_processes_that_have_the_framework()
    {
        using var package = WebPackage.Compile("""
            using System.Runtime.Loader;
            public static class Roots
            {
                public static readonly ImageRoot<string> Context = new(() => AssemblyLoadContext.GetLoadContext(typeof(PathString).Assembly) == AssemblyLoadContext.Default ? new PathString("/a").Value : throw new NotSupportedException("a copy"));
            }
            """);
        package.Serialize();

        JsonElement times = (await ToolUnderTest.RunJsonAsync(0, "inspect", package.Package.ImagePath)).GetProperty("times").GetProperty("Roots.Context");

        Assert.AreEqual((null, null), (times.GetProperty("builderProblem").GetString(), times.GetProperty("imageProblem").GetString()));
        Assert.IsGreaterThan(0, times.GetProperty("imageMs").GetDouble());
    }

    [TestMethod]
    public async Task Deployed_app_with_the_framework_is_refreshed()
    {
        using var package = WebPackage.Compile(Source);
        string program = package.CompileProgram("Roots.Text");

        string refreshed = (await ToolUnderTest.RunAsync("refresh", package.Package.Directory)).Text();

        Assert.StartsWith("P.pkgimg was made, because it had none", refreshed);
        Assert.AreEqual("/a/b utf-8 /a%20b /c", (await TestPackage.StartAsync(program, "required")).Text());
        Assert.Contains("all up to date, 1 image", (await ToolUnderTest.RunAsync("refresh", package.Package.Directory)).Text());
    }

    public static IEnumerable<object[]> Builds => OtherFrameworkBuild.Versions.Select(static version => new object[] { version });

    [TestMethod]
    [DynamicData(nameof(Builds))]
    public async Task Framework_of_an_earlier_patch_than_that_of_the_tool_is_taken_and_of_a_later_is_not(string version)
    {
        using var build = OtherFrameworkBuild.Install(version);
        build.Add(WebPackage.Framework.Name, WebPackage.Framework.Version);
        using var package = WebPackage.Compile(Source);
        package.Serialize();
        string image = package.Package.ImagePath;

        ProgramResult verified = await ToolUnderTest.RunOnAsync(build.Host, "verify", image);

        if (build.Version < Environment.Version)
        {
            Assert.Contains("IMG3012", verified.Output);
            Assert.Contains($"the framework {version} of this process has no {Abstractions}", verified.Output);
            return;
        }

        Assert.AreEqual("P.pkgimg holds, and a second capture confirmed it", verified.Text());
        string program = package.CompileProgram("Environment.Version + \" \" + Roots.Text");
        File.Delete(image);
        Assert.Contains($"on .NET {version}: 1 image made", (await ToolUnderTest.RunOnAsync(build.Host, "refresh", package.Package.Directory)).Text());
        Assert.AreEqual($"{version} /a/b utf-8 /a%20b /c", (await TestPackage.StartAsync(program, "required", host: build.Host)).Text());
    }

    private static ref RawDependency Dependency(ImagePatch image, string name)
    {
        Span<RawDependency> dependencies = image.Table<RawDependency>(SectionKind.Dependencies);
        int index = 0;
        while (image.Text(dependencies[index].Name) != name)
        {
            index++;
        }

        return ref dependencies[index];
    }

    private static string Lines(ProgramResult result) => result.Error.ReplaceLineEndings("\n").TrimEnd('\n');
}
