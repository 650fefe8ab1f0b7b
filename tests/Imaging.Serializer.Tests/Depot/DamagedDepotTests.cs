using System.Text;
using Imaging.Serializer.Depot;

namespace Imaging.Serializer.Tests.Depot;

[TestClass]
public sealed class DamagedDepotTests
{
    [TestMethod]
    public void What_is_damaged_is_told_removed_and_made_again()
    {
        using var depot = new TestDepot();
        using var logging = new LoggingPackage();
        byte[] image = Make(depot, logging);
        (string Extension, Func<byte[], byte[]> Damage)[] cases =
        [
            (".pkgimg", static bytes => [.. bytes[..^9], (byte)(bytes[^9] ^ 4), .. bytes[^8..]]),
            (".pkgimg", static bytes => bytes[..(bytes.Length / 2)]),
            (".pkgimg", static _ => []),
            (".json", static bytes => [.. bytes[..^9], (byte)(bytes[^9] ^ 4), .. bytes[^8..]]),
            (".json", static bytes => bytes[..(bytes.Length / 2)]),
            (".json", static _ => []),
        ];

        foreach ((string extension, Func<byte[], byte[]> damage) in cases)
        {
            string file = depot.Files.Single(path => path.EndsWith(extension, StringComparison.Ordinal));
            File.WriteAllBytes(file, damage(File.ReadAllBytes(file)));
            Assert.AreEqual(1, Findings(depot).Count(static finding => finding.Severity == ImagingSeverity.Error), file);
            int builds = logging.BuildsHere;
            using TestPackage other = logging.Clone();

            SerializeResult result = depot.Serialize(other);

            Assert.AreEqual("IMG5020 Message", string.Join(' ', result.Diagnostics.Select(static diagnostic => $"{diagnostic.Code} {diagnostic.Severity}")), file);
            Assert.AreEqual(builds + 1, logging.BuildsHere);
            CollectionAssert.AreEqual(image, File.ReadAllBytes(other.ImagePath));
            depot.AssertSound(1);
        }
    }

    [TestMethod]
    public void Image_of_another_build_under_the_right_name_is_refused()
    {
        using var depot = new TestDepot();
        using var logging = new LoggingPackage();
        using var foreign = new LoggingPackage(value: "4, 5, 6");
        byte[] image = Make(depot, logging);
        string entry = depot.Files.Single(static path => path.EndsWith(".json", StringComparison.Ordinal));
        DepotEntry honest = DepotEntryFile.Read(entry)!;
        using (var other = new TestDepot())
        {
            byte[] lie = Make(other, foreign);
            DepotEntry forged = honest with { Image = BlobDigest.Of(lie) };
            DepotEntryFile.Write(entry, forged);
            Directory.CreateDirectory(Path.GetDirectoryName(depot.Layout.Image(forged.Image.Sha256))!);
            File.WriteAllBytes(depot.Layout.Image(forged.Image.Sha256), lie);
        }

        using TestPackage again = logging.Clone();
        SerializeResult result = depot.Serialize(again);

        Assert.Contains("it is of the build", result.Diagnostics.Single().Message);
        CollectionAssert.AreEqual(image, File.ReadAllBytes(again.ImagePath));
        depot.AssertSound(1);
    }

    [TestMethod]
    public void Entry_whose_image_was_evicted_is_a_miss_and_no_damage()
    {
        using var depot = new TestDepot();
        using var logging = new LoggingPackage();
        Make(depot, logging);
        File.Delete(depot.Files.Single(static path => path.EndsWith(".pkgimg", StringComparison.Ordinal)));
        using TestPackage other = logging.Clone();

        Assert.IsEmpty(depot.Serialize(other).Diagnostics);

        Assert.AreEqual(2, logging.BuildsHere);
        depot.AssertSound(1);
    }

    [TestMethod]
    public void What_is_no_entry_of_an_image_that_was_made_is_not_taken_for_one()
    {
        var entry = new DepotEntry(
            new string('a', 64),
            new Dictionary<string, string> { ["Below"] = "" },
            "P",
            "b",
            BlobDigest.Of([1, 2, 3]),
            [new RootOutcome("R", true, 1, TimeSpan.Zero, null)],
            [new ImagingDiagnostic("IMG2010", ImagingSeverity.Warning, "P: it")]);
        DepotEntry[] wrong =
        [
            entry with { Key = "../a" },
            entry with { Key = null! },
            entry with { LinkedImages = null! },
            entry with { LinkedImages = new Dictionary<string, string> { ["Below"] = null! } },
            entry with { Image = entry.Image with { Sha256 = "../../x" } },
            entry with { Roots = [null!] },
            entry with { Roots = [new RootOutcome(null!, true, 1, TimeSpan.Zero, null)] },
            entry with { Diagnostics = [null!] },
            entry with { Diagnostics = [entry.Diagnostics[0] with { Severity = ImagingSeverity.Error }] },
        ];

        Assert.AreEqual(entry.Id, DepotEntry.Decode(entry.Encode())!.Id);
        foreach (DepotEntry other in wrong)
        {
            Assert.IsNull(DepotEntry.Decode(other.Encode()), Encoding.UTF8.GetString(other.Encode()));
        }

        Assert.IsNull(DepotEntry.Decode("null"u8));
        Assert.IsNull(DepotEntry.Decode("[]"u8));
    }

    private static byte[] Make(TestDepot depot, LoggingPackage package)
    {
        depot.Serialize(package.Package);
        return File.ReadAllBytes(package.Package.ImagePath);
    }

    private static IReadOnlyList<ImagingDiagnostic> Findings(TestDepot depot)
    {
        new DepotInspection(depot.Layout).Verify(out IReadOnlyList<ImagingDiagnostic> findings);
        return findings;
    }
}
