using Imaging.Serializer.Depot;

namespace Imaging.Serializer.Tests.Depot;

[TestClass]
public sealed class TakenImageTests
{
    [TestMethod]
    public async Task Second_project_gets_the_image_and_all_that_was_said_of_it_and_runs_no_builder()
    {
        using var depot = new TestDepot();
        using var logging = new LoggingPackage();
        using TestPackage other = logging.Clone();

        SerializeResult made = depot.Serialize(logging.Package, "First");
        SerializeResult taken = depot.Serialize(other, "Second");

        Assert.AreEqual(1, logging.BuildsHere);
        Assert.IsNull(made.TakenFrom);
        Assert.AreEqual(depot.Path, taken.TakenFrom);
        Assert.IsTrue(made.Verified && taken.Verified);
        Assert.AreEqual(made.BuildId, taken.BuildId);
        Assert.AreEqual(string.Join('\n', made.Roots), string.Join('\n', taken.Roots));
        CollectionAssert.AreEqual(await File.ReadAllBytesAsync(logging.Package.ImagePath), await File.ReadAllBytesAsync(other.ImagePath));
        Assert.AreEqual("3", (await other.PrintAsync("Roots.Numbers.Value.Length")).Text());
        depot.AssertSound(1);
        Assert.IsTrue(PackageSerializer.Serialize(other.Request() with { Verify = true }, CancellationToken.None).UpToDate, "what was taken is not up to date");
    }

    [TestMethod]
    public void Image_that_cannot_be_written_where_the_project_wants_it_is_not_made_again()
    {
        using var depot = new TestDepot();
        using var logging = new LoggingPackage();
        depot.Serialize(logging.Package);
        SerializeRequest request = logging.Package.Request() with { Verify = true, ImagePath = Path.Combine(logging.Package.Directory, "missing", "P.pkgimg") };

        Assert.ThrowsExactly<DirectoryNotFoundException>(() => PackageSerializer.Serialize(request, new ImageDepot(depot.Settings), notices: null, CancellationToken.None));

        Assert.AreEqual(1, logging.BuildsHere);
    }

    [TestMethod]
    public void Warnings_are_told_to_every_project_that_takes_the_image_by_its_own_name()
    {
        const string Source = """
            public static class Roots
            {
                public static readonly ImageRoot<int[]> Numbers = new(() => [1]);
                public static readonly ImageRoot<System.IO.Stream> Refused = new(() => System.IO.Stream.Synchronized(new System.IO.MemoryStream()));
            }
            """;
        using var depot = new TestDepot();
        using var first = TestPackage.Compile(Source);
        using var second = TestPackage.Compile(Source);

        string made = string.Join('\n', depot.Serialize(first, "First").Diagnostics);
        string taken = string.Join('\n', depot.Serialize(second, "Second").Diagnostics);

        Assert.Contains("First: ", made);
        Assert.AreEqual(made.Replace("First: ", "Second: ", StringComparison.Ordinal), taken);
    }

    [TestMethod]
    public void Image_is_taken_only_with_the_images_of_dependencies_that_it_was_made_with()
    {
        using var below = TestPackage.Compile("public static class Below { public static readonly ImageRoot<int[]> Numbers = new(() => [Imaging.ImagingInputs.Open(\"n\").ReadByte()]); }", "Below");
        string input = Path.Combine(below.Directory, "n");
        MakeBelow(below, input, "1");
        using var above = TestPackage.Compile("public static class Above { public static readonly ImageRoot<int[][]> Numbers = new(() => [Below.Numbers.Value]); }", "Above", below);
        using var depot = new TestDepot();

        string first = depot.Serialize(above).BuildId!;
        MakeBelow(below, input, "2", above);
        SerializeResult second = depot.Serialize(above);
        MakeBelow(below, input, "1", above);
        SerializeResult again = depot.Serialize(above);

        Assert.IsNull(second.TakenFrom);
        Assert.AreNotEqual(first, second.BuildId);
        Assert.IsNotNull(again.TakenFrom);
        Assert.AreEqual(first, again.BuildId);
        depot.AssertSound(2);
    }

    private static void MakeBelow(TestPackage below, string input, string content, TestPackage? above = null)
    {
        File.WriteAllText(input, content);
        Assert.IsTrue(below.Serialize(request => request with { Inputs = [new InputFile("n", input)] }).ImageWritten);
        if (above is not null)
        {
            File.Copy(below.ImagePath, Path.Combine(above.Directory, "Below.pkgimg"), overwrite: true);
        }
    }

    [TestMethod]
    public void Image_that_no_second_capture_confirmed_is_neither_put_nor_taken()
    {
        using var depot = new TestDepot();
        using var logging = new LoggingPackage();

        SerializeResult result = PackageSerializer.Serialize(logging.Package.Request(), new ImageDepot(depot.Settings), null, CancellationToken.None);

        Assert.IsTrue(result.ImageWritten);
        Assert.IsEmpty(depot.Files);
    }

    [TestMethod]
    public void Fallback_is_used_and_never_touched()
    {
        using var fallback = new TestDepot();
        using var depot = new TestDepot();
        using var logging = new LoggingPackage();
        using TestPackage other = logging.Clone();
        fallback.Serialize(logging.Package);
        var before = fallback.Files.Select(static path => (path, File.GetLastWriteTimeUtc(path))).ToArray();

        SerializeResult taken = depot.Serialize(other, configure: settings => settings with { FallbackPaths = [fallback.Path] });

        Assert.AreEqual(fallback.Path, taken.TakenFrom);
        Assert.AreEqual(1, logging.BuildsHere);
        CollectionAssert.AreEqual(before, fallback.Files.Select(static path => (path, File.GetLastWriteTimeUtc(path))).ToArray());
        Assert.IsEmpty(depot.Files);
    }

    [TestMethod]
    public void Fallback_that_cannot_be_read_is_told_by_the_setting_that_names_it()
    {
        using var depot = new TestDepot();
        using var logging = new LoggingPackage();
        string tooLong = Path.Combine(depot.Path, new string('a', 300));

        SerializeResult result = depot.Serialize(logging.Package, configure: settings => settings with { FallbackPaths = [tooLong] });

        ImagingDiagnostic told = result.Diagnostics.Single();
        Assert.AreEqual("IMG5021", told.Code);
        Assert.Contains(tooLong, told.Message);
        Assert.Contains("ImagingDepotFallbackPaths", told.Message);
        Assert.DoesNotContain("ImagingDepotPath", told.Message);
    }

    [TestMethod]
    public void Depot_that_cannot_be_written_is_told_once_and_stops_no_build()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.File("file"), "");
        using var logging = new LoggingPackage();
        using TestPackage other = logging.Clone();
        var depot = new ImageDepot(new DepotSettings { Path = Path.Combine(directory.File("file"), "depot") });

        SerializeResult first = TestDepot.Serialize(logging.Package, depot);
        SerializeResult second = TestDepot.Serialize(other, depot);

        Assert.AreEqual("IMG5021 Warning", string.Join(' ', first.Diagnostics.Select(static diagnostic => $"{diagnostic.Code} {diagnostic.Severity}")));
        Assert.IsEmpty(second.Diagnostics);
        Assert.AreEqual(2, logging.BuildsHere);
        Assert.IsEmpty(PackageSerializer.Serialize(logging.Package.Request() with { Verify = true }, CancellationToken.None).Diagnostics, "the trouble was taken down as the image's");
    }
}
