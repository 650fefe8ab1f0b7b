using Imaging.Format;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Tests.Reading;

[TestClass]
public sealed class VerifyFileTests
{
    [TestMethod]
    public void Image_as_made_has_no_findings()
    {
        using var directory = new TemporaryDirectory();

        Assert.AreEqual("", Findings(SampleImage.CopyTo(directory)));
    }

    [TestMethod]
    public void Every_changed_byte_is_found()
    {
        using var directory = new TemporaryDirectory();
        string path = SampleImage.CopyTo(directory);
        byte[] bytes = File.ReadAllBytes(path);
        for (int at = 0; at < bytes.Length; at += 61)
        {
            bytes[at] ^= 0x10;
            File.WriteAllBytes(path, bytes);
            Assert.AreNotEqual("", Findings(path), $"the byte at {at} was changed");
            bytes[at] ^= 0x10;
        }
    }

    [TestMethod]
    public void Change_with_a_content_hash_that_fits_gives_another_build_id()
    {
        using var directory = new TemporaryDirectory();
        string path = SampleImage.CopyTo(directory);
        var patch = new ImagePatch(path);
        patch.Table<RawInput>(SectionKind.Inputs).Clear();
        patch.Section(SectionKind.Strings)[^1] ^= 1;
        patch.SaveWithContentHash();

        string findings = Findings(path);

        Assert.Contains("IMG3003", findings);
        Assert.DoesNotContain("IMG3002", findings);
    }

    [TestMethod]
    public void Length_and_header_are_checked_before_anything_else()
    {
        using var directory = new TemporaryDirectory();
        string path = SampleImage.CopyTo(directory);
        byte[] bytes = File.ReadAllBytes(path);
        foreach (int length in new[] { 0, 7, 48, 400, bytes.Length / 2, bytes.Length - 1 })
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.AreEqual("IMG3001", Findings(path));
        }

        File.WriteAllBytes(path, [.. bytes, .. new byte[8]]);
        Assert.AreEqual("IMG3001", Findings(path));
        File.Delete(path);
        Assert.AreEqual("IMG3001", Findings(path));
        Directory.CreateDirectory(path);
        Assert.AreEqual("IMG3001", Findings(path));
    }

    [TestMethod]
    public void Every_structural_word_can_be_forged_without_a_crash()
    {
        using var directory = new TemporaryDirectory();
        string path = SampleImage.CopyTo(directory);
        long length = new FileInfo(path).Length;
        foreach (byte[] forged in new byte[][] { [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0x80], [0, 0, 0, 0] })
        {
            for (int at = 0; at < length / sizeof(uint); at += 3)
            {
                new ImagePatch(SampleImage.Package.ImagePath).Overwrite(at * sizeof(uint), forged).SaveTo(path);
                _ = ImageVerifier.Verify(path);
            }
        }
    }

    private static string Findings(string path) => string.Join(' ', ImageVerifier.Verify(path).Select(static finding => finding.Code).Distinct());
}
