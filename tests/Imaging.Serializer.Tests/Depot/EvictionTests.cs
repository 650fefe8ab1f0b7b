using Imaging.Serializer.Depot;

namespace Imaging.Serializer.Tests.Depot;

[TestClass]
public sealed class EvictionTests
{
    [TestMethod]
    public void What_was_used_longest_ago_goes_first()
    {
        using var depot = new TestDepot();
        LoggingPackage[] packages = [new("A"), new("B"), new("C")];
        Array.ForEach(packages, package => depot.Serialize(package.Package));
        string[] entries = [.. packages.Select(package => depot.Files.Single(path => path.EndsWith(".json", StringComparison.Ordinal) && DepotEntryFile.Read(path)!.Project == package.Package.Name))];
        for (int i = 0; i < entries.Length; i++)
        {
            File.SetLastWriteTimeUtc(entries[i], DateTime.UtcNow.AddDays(i - 10));
        }

        // A is taken, so B was used longest ago.
        using TestPackage again = packages[0].Clone();
        Assert.IsNotNull(depot.Serialize(again).TakenFrom);
        long image = new FileInfo(packages[0].Package.ImagePath).Length;
        using var next = new LoggingPackage("D");
        depot.Serialize(next.Package, configure: settings => settings with { SizeLimit = (long)(image * 3.5) });

        Assert.AreEqual("A C D", string.Join(' ', new DepotInspection(depot.Layout).List().Select(static item => item.Entry.Project).Order()));
        depot.AssertSound(3);
        Array.ForEach(packages, static package => package.Dispose());
    }

    [TestMethod]
    public void Leftovers_of_builds_that_were_ended_go_when_they_are_old_and_not_before()
    {
        using var depot = new TestDepot();
        using var logging = new LoggingPackage();
        depot.Serialize(logging.Package);
        string image = depot.Files.Single(static path => path.EndsWith(".pkgimg", StringComparison.Ordinal));
        string[] leftovers = [image + ".1234.tmp", depot.Layout.Image(new string('b', 64))];
        foreach (string leftover in leftovers)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(leftover)!);
            File.WriteAllText(leftover, "torn");
        }

        new DepotEviction(depot.Layout).Run(long.MaxValue, DepotEviction.Abandoned);
        Assert.IsTrue(leftovers.All(File.Exists));
        Array.ForEach(leftovers, static leftover => File.SetLastWriteTimeUtc(leftover, DateTime.UtcNow.AddHours(-2)));
        new DepotEviction(depot.Layout).Run(long.MaxValue, DepotEviction.Abandoned);

        Assert.IsFalse(leftovers.Any(File.Exists));
        depot.AssertSound(1);
    }

    [TestMethod]
    public void Entry_whose_image_is_gone_goes_too()
    {
        using var depot = new TestDepot();
        using LoggingPackage lost = new("A"), whole = new("B");
        depot.Serialize(lost.Package);
        File.Delete(depot.Files.Single(static path => path.EndsWith(".pkgimg", StringComparison.Ordinal)));
        depot.Serialize(whole.Package);

        DepotRemoval? removal = new DepotEviction(depot.Layout).Run(long.MaxValue, DepotEviction.Abandoned);

        Assert.AreEqual(1, removal!.Files);
        Assert.AreEqual("B", new DepotInspection(depot.Layout).List().Single().Entry.Project);
        depot.AssertSound(1);
    }

    [TestMethod]
    public void Sizes_are_read_as_people_write_them()
    {
        foreach ((string text, long bytes) in new[] { ("1", 1L), ("1048576", 1 << 20), ("500MB", 500L << 20), ("500 MiB", 500L << 20), ("5G", 5L << 30), ("1.5kb", 1536), ("10 b", 10) })
        {
            Assert.IsTrue(ByteSize.TryParse(text, out long read), text);
            Assert.AreEqual(bytes, read, text);
        }

        foreach (string text in new[] { "", "0", "-1", "GB", "5XB", "5GBB", "1,5GB", "NaN", "999999999TB" })
        {
            Assert.IsFalse(ByteSize.TryParse(text, out _), text);
        }
    }
}
