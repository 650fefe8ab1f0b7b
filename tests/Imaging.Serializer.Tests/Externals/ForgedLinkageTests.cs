using Imaging.Format;
using Imaging.Serializer.Reading;
using Imaging.Serializer.Tests.Reading;

namespace Imaging.Serializer.Tests.Externals;

/// <summary>Structures that refer to nothing in the images of dependencies: the builder runs, and a tool says what is wrong.</summary>
[TestClass]
public sealed class ForgedLinkageTests
{
    private static readonly ulong s_nothing = ReferenceWord.EncodeExternal(2, ReferenceTag.Main, 1_000_000).Bits;

    private static readonly Dictionary<string, Action<ImagePatch>> s_forgeries = new()
    {
        ["main object behind the last"] = static patch => Refer(patch, s_nothing),
        ["main object of a unit without linkage"] = static patch => Refer(patch, ReferenceWord.EncodeExternal(2, ReferenceTag.Main, 0).Bits),
        ["const object behind the last"] = static patch => Refer(patch, ReferenceWord.EncodeExternal(2, ReferenceTag.Const, 1 << 30).Bits),
        ["inside of a const object"] = static patch => Refer(patch, ReferenceWord.EncodeExternal(2, ReferenceTag.Const, 4).Bits),
        ["const object of another type"] = static patch => Refer(patch, ReferenceWord.EncodeExternal(2, ReferenceTag.Const, 0).Bits),
        ["delegate"] = static patch => Refer(patch, ReferenceWord.EncodeExternal(2, ReferenceTag.Delegate, 0).Bits),
        ["global"] = static patch => Refer(patch, ReferenceWord.EncodeExternal(2, ReferenceTag.Global, 0).Bits),
        ["type"] = static patch => Refer(patch, ReferenceWord.EncodeExternal(2, ReferenceTag.Type, 0).Bits),
        ["null"] = static patch => Refer(patch, ReferenceWord.EncodeExternal(2, ReferenceTag.Null, 0).Bits),
        ["external object"] = static patch => Refer(patch, ReferenceWord.EncodeExternal(2, ReferenceTag.External, 0).Bits),
        ["object of itself"] = static patch => Refer(patch, ReferenceWord.EncodeExternal(0, ReferenceTag.Main, 0).Bits),
        ["object of the core library"] = static patch => Refer(patch, ReferenceWord.EncodeExternal(1, ReferenceTag.Main, 0).Bits),
        ["object of no dependency"] = static patch => Refer(patch, ReferenceWord.EncodeExternal(99, ReferenceTag.Main, 0).Bits),
        ["linkage to no dependency"] = static patch => patch.Table<RawLinkage>(SectionKind.Linkages)[0].Dependency = 99,
        ["linkage to itself"] = static patch => patch.Table<RawLinkage>(SectionKind.Linkages)[0].Dependency = 0,
        ["linkage to the core library"] = static patch => patch.Table<RawLinkage>(SectionKind.Linkages)[0].Dependency = 1,
        ["linkage to no unit"] = static patch => patch.Table<RawLinkage>(SectionKind.Linkages)[0].Unit = 99,
        ["linkage to another unit"] = static patch => patch.Table<RawLinkage>(SectionKind.Linkages)[0].Unit ^= 1,
        ["no linkage"] = static patch => LinkedUnit(patch).LinkageCount = 0,
        ["linkages behind the last"] = static patch => LinkedUnit(patch).FirstLinkage = 99,
        ["no build id"] = static patch => patch.Table<RawDependency>(SectionKind.Dependencies)[2].Image = default,
        ["another build id"] = static patch => patch.Table<RawDependency>(SectionKind.Dependencies)[2].Image = new BuildId(1, 2),
    };

    public static IEnumerable<object[]> Forgeries => s_forgeries.Keys.Select(static name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Forgeries))]
    public async Task Forged_linkage_is_rejected_and_found(string name)
    {
        using var diamond = Diamond.Copy();
        var patch = new ImagePatch(diamond.ImagePath("B"));
        s_forgeries[name](patch);
        patch.Save();
        string expected = (await diamond.RunAsync("off")).Values;
        string counted = name.EndsWith("build id", StringComparison.Ordinal) ? "" : " B.Counted";

        foreach (string first in new[] { "A.Shared", "E.Linked" })
        {
            DiamondRun run = await diamond.RunAsync("auto", first);

            Assert.AreEqual(expected, run.Values);
            Assert.AreEqual($"A.Alone A.Shared B.Alone{counted} C.Alone C.Linked D.Alone E.Alone", run.Restored);
            Assert.IsTrue(run.HasIdentity);
        }

        Assert.IsNotEmpty(ImageVerifier.Verify(diamond.ImagePath("B")).Where(static finding => finding.Code is "IMG3007" or "IMG3008" or "IMG3017" or "IMG3004"));
    }

    [TestMethod]
    public void Reference_that_the_other_image_does_not_resolve_is_named_with_both()
    {
        using var diamond = Diamond.Copy();
        var patch = new ImagePatch(diamond.ImagePath("B"));
        Refer(patch, s_nothing);
        patch.Save();
        BuildId a = new ImagePatch(diamond.ImagePath("A")).Header.BuildId;
        BuildId b = new ImagePatch(diamond.ImagePath("B")).Header.BuildId;

        ImagingDiagnostic finding = ImageVerifier.Verify(diamond.ImagePath("B")).Single();

        Assert.AreEqual("IMG3007", finding.Code);
        Assert.Contains(
            $"a Node[], at byte 0 (B.Linked.Children[0]): the object main:f4240 of the image of A with build id {a}, to which this image with build id {b} refers, is in none of the units that it is linked to",
            finding.Message);

        // In the link of the app it is an error, with the package before it.
        ImagingDiagnostic error = diamond.Link().Findings.Single(static found => found.Severity == ImagingSeverity.Error);
        Assert.AreEqual("B.pkgimg: " + finding.Message, error.Message);
    }

    [TestMethod]
    public void Image_of_a_dependency_that_is_missing_or_another_is_found()
    {
        using var diamond = Diamond.Copy();
        Assert.IsEmpty(ImageVerifier.Verify(diamond.ImagePath("D")));
        diamond.ReplaceImage("A", static source => source, "A.Alone");

        Assert.Contains("it refers to the image of A with build id ", ImageVerifier.Verify(diamond.ImagePath("D")).Single(static finding => finding.Code == "IMG3017").Message);
        File.Delete(diamond.ImagePath("A"));

        Assert.EndsWith($"and there is no image {diamond.ImagePath("A")}", ImageVerifier.Verify(diamond.ImagePath("D")).Single(static finding => finding.Code == "IMG3017").Message);
    }

    private static void Refer(ImagePatch patch, ulong word)
    {
        Span<ulong> words = patch.Table<ulong>(SectionKind.Main);
        int at = 0;
        while (new ReferenceWord(words[at]) is not { Tag: ReferenceTag.External, ExternalDependency: 2, ExternalTarget.Tag: ReferenceTag.Main })
        {
            at++;
        }

        words[at] = word;
    }

    private static ref RawUnit LinkedUnit(ImagePatch patch)
    {
        Span<RawUnit> units = patch.Table<RawUnit>(SectionKind.Units);
        int unit = 0;
        while (units[unit].LinkageCount == 0)
        {
            unit++;
        }

        return ref units[unit];
    }
}
