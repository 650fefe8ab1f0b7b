using Imaging.Format;
using Imaging.Identity;
using Imaging.Serializer.Linking;
using Imaging.Serializer.Tests.Reading;

namespace Imaging.Serializer.Tests.Linking;

[TestClass]
public sealed class LinkFindingsTests
{
    [TestMethod]
    public void Other_version_of_a_dependency_is_a_warning_that_names_everything()
    {
        using var packages = new LinkedPackages();
        string before = AssemblyFacts.Read(packages.PathOf("Zoo.dll")).Identity.ToString();
        packages.ChangeZoo();

        LinkResult result = packages.Link();

        ImagingDiagnostic finding = Misfit(result, "Above");
        Assert.AreEqual(ImagingSeverity.Warning, finding.Severity);
        foreach (string part in new[] { "Above.pkgimg, the image of Above, does not hold in App", "Zoo 0.0.0.0", before, AssemblyFacts.Read(packages.PathOf("Zoo.dll")).Identity.ToString(), "Build Above with what App deploys" })
        {
            Assert.Contains(part, finding.Message);
        }

        Assert.DoesNotContain(ImagingSeverity.Error, result.Findings.Select(static found => found.Severity));
        Assert.AreEqual(0, result.LinkedImages);
        Assert.AreEqual("IMG3011 IMG3015 IMG3016", string.Join(' ', result.Manifest.Images[1].Findings));
    }

    [TestMethod]
    public void Missing_assembly_is_a_warning()
    {
        using var packages = new LinkedPackages();
        File.Delete(packages.PathOf("Zoo.dll"));

        LinkResult result = packages.Link();

        Assert.Contains("Zoo, version 0.0.0.0, is not in ", Misfit(result, "Above").Message);
        Assert.Contains("IMG3010", result.Manifest.Images[1].Findings);
        Assert.AreEqual("Above Imaging.Runtime", string.Join(' ', result.Manifest.Assemblies.Select(static assembly => assembly.Name)));
    }

    [TestMethod]
    public void Other_build_of_the_framework_is_a_warning_where_its_types_differ()
    {
        using var packages = new LinkedPackages();
        var patch = new ImagePatch(packages.Above.ImagePath);
        patch.Table<RawDependency>(SectionKind.Dependencies)[1].IdentityLow++;
        patch.Save();
        Assert.IsEmpty(packages.Link().Findings);

        foreach (ref RawFrameworkType type in patch.Table<RawFrameworkType>(SectionKind.FrameworkTypes))
        {
            type.Code += 2;
        }

        patch.Save();
        LinkResult result = packages.Link();

        Assert.Contains("the framework is another build, in which System.", Misfit(result, "Above").Message);
        Assert.AreEqual(1, result.LinkedImages);
    }

    [TestMethod]
    public void Setting_of_the_app_is_a_warning_where_it_differs()
    {
        using var packages = new LinkedPackages();
        packages.Configure("\"System.Globalization.Invariant\": false, \"Other\": 5");
        Assert.IsEmpty(packages.Link().Findings);

        packages.Configure("\"System.Globalization.Invariant\": true");
        LinkResult result = packages.Link();

        Assert.Contains("App.runtimeconfig.json sets System.Globalization.Invariant to true, and the image was made with false", Misfit(result, "Zoo").Message);
        Assert.AreEqual("IMG3016", result.Manifest.Images[0].Findings.Single());
        File.WriteAllText(packages.PathOf("App.runtimeconfig.json"), "no JSON");
        Assert.IsEmpty(packages.Link().Findings);
    }

    [TestMethod]
    public void Image_under_another_name_is_a_warning()
    {
        using var packages = new LinkedPackages();
        File.Copy(packages.PathOf("Zoo.pkgimg"), packages.PathOf("A.pkgimg"));

        LinkResult result = packages.Link();

        Assert.Contains("no program looks for it under the name A.pkgimg", result.Findings.Single().Message);
        Assert.AreEqual("Zoo.pkgimg A.pkgimg Above.pkgimg", string.Join(' ', result.Manifest.Images.Select(static image => image.Path)));
    }

    [TestMethod]
    public void Damaged_image_is_an_error_and_not_listed()
    {
        using var packages = new LinkedPackages();
        byte[] bytes = File.ReadAllBytes(packages.PathOf("Zoo.pkgimg"));
        bytes[^1] ^= 1;
        File.WriteAllBytes(packages.PathOf("Zoo.pkgimg"), bytes);

        LinkResult result = packages.Link();

        ImagingDiagnostic error = result.Findings.First(static finding => finding.Severity == ImagingSeverity.Error);
        Assert.AreEqual("IMG3002", error.Code);
        Assert.StartsWith("Zoo.pkgimg: the content hash", error.Message);
        Assert.AreEqual("Above", result.Manifest.Images.Single().Assembly);

        File.WriteAllText(packages.PathOf("Zoo.pkgimg"), "");
        Assert.AreEqual("IMG3001", packages.Link().Findings.Single().Code);
    }

    [TestMethod]
    public void Type_that_matching_assemblies_do_not_have_is_an_error()
    {
        using var packages = new LinkedPackages();
        var patch = new ImagePatch(packages.Above.ImagePath);
        Span<RawType> types = patch.Table<RawType>(SectionKind.Types);
        int animal = -1;
        for (int i = 0; i < types.Length; i++)
        {
            animal = types[i] is { Recipe: TypeRecipe.Definition, Of: > ImageFormat.CoreDependency } ? i : animal;
        }

        types[animal].Token += 0x100;
        patch.Save();

        LinkResult result = packages.Link();

        ImagingDiagnostic error = result.Findings.First(static finding => finding.Severity == ImagingSeverity.Error);
        Assert.AreEqual("IMG3013", error.Code);
        Assert.StartsWith("Above.pkgimg: type ", error.Message);
    }

    [TestMethod]
    [DataRow(false, "IMG3017", "Zoo with build id 00000000000000010000000000000002, and the one deployed has ")]
    [DataRow(true, "IMG3017", "Zoo with build id 00000000000000010000000000000002, and none is deployed")]
    public void Image_of_a_dependency_that_is_not_the_one_referred_to_is_a_warning(bool isMissing, string code, string message)
    {
        using var packages = new LinkedPackages();
        ReferToZoo(packages, new BuildId(1, 2));
        if (isMissing)
        {
            File.Delete(packages.PathOf("Zoo.pkgimg"));
        }

        LinkResult result = packages.Link();

        ImagingDiagnostic finding = result.Findings.Single();
        Assert.AreEqual((code, ImagingSeverity.Warning), (finding.Code, finding.Severity));
        Assert.Contains(message, finding.Message);
        Assert.IsFalse(result.Manifest.Images[^1].Linked);
    }

    [TestMethod]
    public void Image_of_a_dependency_that_does_not_hold_takes_those_that_refer_to_it_along()
    {
        using var packages = new LinkedPackages();
        BuildId zoo = new ImagePatch(packages.PathOf("Zoo.pkgimg")).Header.BuildId;
        ReferToZoo(packages, zoo);
        Assert.AreEqual(2, packages.Link().LinkedImages);

        packages.ChangeZoo();

        Assert.Contains("the image of Zoo, which does not hold itself", packages.Link().Findings.Single(static finding => finding.Code == "IMG3017").Message);
    }

    private static void ReferToZoo(LinkedPackages packages, BuildId image)
    {
        var patch = new ImagePatch(packages.Above.ImagePath);
        ref RawDependency zoo = ref patch.Table<RawDependency>(SectionKind.Dependencies)[2];
        Assert.AreEqual(DependencyKind.Package, zoo.Kind);
        zoo.Image = image;
        zoo.ReferencedObjects = 1;
        patch.Save();
    }

    private static ImagingDiagnostic Misfit(LinkResult result, string package) =>
        result.Findings.Single(finding => finding.Code == "IMG3016" && finding.Message.StartsWith(package + ".pkgimg", StringComparison.Ordinal));
}
