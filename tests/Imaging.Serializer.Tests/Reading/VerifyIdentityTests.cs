using Imaging.Format;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Tests.Reading;

[TestClass]
public sealed class VerifyIdentityTests
{
    private const string Source = "public static class Roots { public static readonly ImageRoot<int[]> Numbers = new(() => [Other.Number]); }";
    private const string OtherSource = "public static class Other { public static int Number => 1; }";

    [TestMethod]
    public void Missing_dependency_is_a_warning()
    {
        using TestPackage package = Make(out TestPackage other);
        File.Delete(Path.Combine(package.Directory, "Other.dll"));

        ImagingDiagnostic finding = ImageVerifier.Verify(package.ImagePath)[0];

        Assert.AreEqual(("IMG3010", ImagingSeverity.Warning), (finding.Code, finding.Severity));
        Assert.Contains("Other", finding.Message);
        other.Dispose();
    }

    [TestMethod]
    public void Dependency_with_other_code_is_found_and_one_that_was_only_compiled_again_is_not()
    {
        using TestPackage package = Make(out TestPackage other);
        string deployed = Path.Combine(package.Directory, "Other.dll");
        SourceCompiler.Compile("// A comment.\n" + OtherSource, deployed, []);
        Assert.AreEqual("", Codes(package));

        SourceCompiler.Compile(OtherSource.Replace("=> 1", "=> 2", StringComparison.Ordinal), deployed, []);
        Assert.AreEqual("IMG3011 IMG3015", Codes(package));
        other.Dispose();
    }

    [TestMethod]
    public void Package_itself_with_other_code_is_found()
    {
        using TestPackage package = Make(out TestPackage other);
        package.Recompile(Source.Replace("Other.Number", "Other.Number + 1", StringComparison.Ordinal));

        Assert.AreEqual("IMG3011 IMG3015", Codes(package));
        other.Dispose();
    }

    [TestMethod]
    public void Framework_of_another_build_is_found_where_its_types_differ()
    {
        using TestPackage package = Make(out TestPackage other);
        var patch = new ImagePatch(package.ImagePath);
        patch.Table<RawDependency>(SectionKind.Dependencies)[1].IdentityLow++;
        patch.Save();
        Assert.AreEqual("", Codes(package));

        foreach (ref RawFrameworkType type in patch.Table<RawFrameworkType>(SectionKind.FrameworkTypes))
        {
            type.Code += 2;
        }

        patch.Save();
        Assert.AreEqual("IMG3012", Codes(package));
        other.Dispose();
    }

    [TestMethod]
    public void Framework_in_the_directory_is_the_one_that_counts()
    {
        using TestPackage package = Make(out TestPackage other);
        File.Copy(Path.Combine(package.Directory, "Other.dll"), Path.Combine(package.Directory, "System.Private.CoreLib.dll"));

        Assert.AreEqual("IMG3012 IMG3015", Codes(package));
        other.Dispose();
    }

    [TestMethod]
    public void Deployed_input_that_changed_is_found()
    {
        using var package = TestPackage.Compile("public static class Roots { public static readonly ImageRoot<int[]> Numbers = new(() => [ImagingInputs.Open(\"data.txt\").ReadByte()]); }");
        string input = Path.Combine(package.Directory, "data.txt");
        File.WriteAllText(input, "content");
        package.Serialize(request => request with { Inputs = [new InputFile("data.txt", input)] });
        Assert.AreEqual("", Codes(package));

        string deployed = Path.Combine(package.Directory, "imaging-inputs", "P", "data.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(deployed)!);
        File.WriteAllText(deployed, "content");
        Assert.AreEqual("", Codes(package));
        File.WriteAllText(deployed, "changed");
        Assert.AreEqual("IMG3014", Codes(package));
    }

    private static TestPackage Make(out TestPackage other)
    {
        other = TestPackage.Compile(OtherSource, "Other");
        var package = TestPackage.Compile(Source, "P", other);
        package.SerializeAll();
        return package;
    }

    private static string Codes(TestPackage package) =>
        string.Join(' ', ImageVerifier.Verify(package.ImagePath).Select(static finding => finding.Code).Distinct());
}
