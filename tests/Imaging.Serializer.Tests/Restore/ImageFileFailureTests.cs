using Imaging.Format;
using Imaging.Serializer.Tests.Reading;

namespace Imaging.Serializer.Tests.Restore;

/// <summary>What lies where the image should lie is missing, unreadable, or something else.</summary>
[TestClass]
public sealed class ImageFileFailureTests
{
    private const string Source = """
        public static class Roots
        {
            public static readonly ImageRoot<string[]> Words = new(() => [.. Enumerable.Range(0, 4).Select(i => "word " + i)]);
        }
        """;

    private static readonly Dictionary<string, (string Reason, Action<string> Change)> s_changes = new()
    {
        ["missing"] = ("there is no image", File.Delete),
        ["empty"] = ("the image is empty", static path => File.WriteAllBytes(path, [])),
        ["one byte"] = ("the image is cut short", static path => File.WriteAllBytes(path, [0x50])),
        ["another file"] = ("the file is not an image", static path => File.WriteAllText(path, new string('x', 100_000))),
        ["text transfer"] = ("the file is not an image", static path => File.WriteAllBytes(path, [.. File.ReadAllBytes(path).Where(static value => value != '\r')])),
        ["longer"] = ("cut short or was added to", static path => File.AppendAllText(path, "12345678")),
        ["zeroes"] = ("the file is not an image", static path => File.WriteAllBytes(path, new byte[new FileInfo(path).Length])),
        ["directory"] = ("it is a directory", static path =>
        {
            File.Delete(path);
            Directory.CreateDirectory(path);
        }),
        ["link to itself"] = ("cannot be read", static path =>
        {
            File.Delete(path);
            File.CreateSymbolicLink(path, path);
        }),
        ["link to nothing"] = ("there is no image", static path =>
        {
            File.Delete(path);
            File.CreateSymbolicLink(path, path + ".nothing");
        }),
        ["next format version"] = ($"format version {ImageFormat.Version + 1}", static path => Patch(path, static patch => patch.Header.Version = ImageFormat.Version + 1)),
        ["another pointer size"] = ("32-bit", static path => Patch(path, static patch => patch.Header.PointerSize = 4)),
        ["another magic"] = ("the file is not an image", static path => Patch(path, static patch => patch.Header.Magic ^= 0x20)),
        ["content hash"] = ("content hash does not match", static path =>
        {
            byte[] bytes = File.ReadAllBytes(path);
            bytes[RawHeader.ContentHashOffset] ^= 1;
            File.WriteAllBytes(path, bytes);
        }),
        ["framework version"] = ("the framework is another build: the image was made with another System.Private.CoreLib", static path => Patch(path, static patch =>
        {
            patch.Table<RawDependency>(SectionKind.Dependencies)[(int)ImageFormat.CoreDependency].IdentityLow++;
            patch.Table<RawDependency>(SectionKind.Dependencies)[(int)ImageFormat.CoreDependency].Version = patch.Table<RawDependency>(SectionKind.Dependencies)[(int)ImageFormat.SelfDependency].Version;
        })),
        ["framework code"] = ("in which System.String has other code", static path => Patch(path, static patch =>
        {
            patch.Table<RawDependency>(SectionKind.Dependencies)[(int)ImageFormat.CoreDependency].IdentityLow++;
            foreach (ref RawFrameworkType type in patch.Table<RawFrameworkType>(SectionKind.FrameworkTypes))
            {
                type.Code += patch.Text(type.FullName) == "System.String" ? 2u : 0;
            }
        })),
        ["fields"] = ("objects of System.String[] have other fields, or have them elsewhere", static path => Patch(path, static patch =>
        {
            patch.Table<RawDependency>(SectionKind.Dependencies)[(int)ImageFormat.CoreDependency].IdentityLow++;
            foreach (ref RawType type in patch.Table<RawType>(SectionKind.Types))
            {
                type.Fields += type is { Recipe: TypeRecipe.Vector, Fields: > 0 } ? 2u : 0;
            }
        })),
        ["framework type"] = ("without the type System.Ztring", static path => Patch(path, static patch =>
        {
            patch.Table<RawDependency>(SectionKind.Dependencies)[(int)ImageFormat.CoreDependency].IdentityLow++;
            patch.Section(SectionKind.Strings)[patch.Section(SectionKind.Strings).IndexOf("System.String"u8) + 7] = (byte)'Z';
        })),
        ["name of the root"] = ("the image has no such root", static path => Patch(path, static patch => patch.Table<RawRoot>(SectionKind.Roots)[0].Name = patch.Table<RawRoot>(SectionKind.Roots)[0].Builder)),
    };

    public static IEnumerable<object[]> Changes => s_changes.Keys.Select(static name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Changes))]
    public async Task Builder_runs_and_says_why(string change)
    {
        using var package = TestPackage.Compile(Source);
        package.SerializeAll();

        s_changes[change].Change(package.ImagePath);

        await RootReading.IsBuiltAsync(package, "string.Join(',', Roots.Words.Value)", "word 0,word 1,word 2,word 3", "Roots.Words", s_changes[change].Reason);
    }

    [TestMethod]
    public async Task Image_that_may_not_be_read_is_rejected()
    {
        using var package = TestPackage.Compile(Source);
        package.SerializeAll();
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("there are no permission bits to take away");
            return;
        }

        File.SetUnixFileMode(package.ImagePath, UnixFileMode.None);
        if (CanRead(package.ImagePath))
        {
            Assert.Inconclusive("this user reads every file");
        }

        await RootReading.IsBuiltAsync(package, "string.Join(',', Roots.Words.Value)", "word 0,word 1,word 2,word 3", "Roots.Words", "cannot be read");
    }

    [TestMethod]
    public async Task Image_of_another_package_is_rejected()
    {
        using var package = TestPackage.Compile(Source);
        using var other = TestPackage.Compile(Source.Replace("word ", "other ", StringComparison.Ordinal), "Q");
        other.SerializeAll();

        File.Copy(other.ImagePath, package.ImagePath);

        await RootReading.IsBuiltAsync(package, "string.Join(',', Roots.Words.Value)", "word 0,word 1,word 2,word 3", "Roots.Words", "changed");
    }

    [TestMethod]
    public async Task Other_build_of_the_framework_with_the_same_types_is_as_good()
    {
        using var package = TestPackage.Compile(Source);
        package.SerializeAll();
        Patch(package.ImagePath, static patch => patch.Table<RawDependency>(SectionKind.Dependencies)[(int)ImageFormat.CoreDependency].IdentityLow++);

        await RootReading.IsRestoredAsync(package, "string.Join(',', Roots.Words.Value)", "word 0,word 1,word 2,word 3", "Roots.Words");
        await RootReading.IsBuiltAsync(
            package, "string.Join(',', Roots.Words.Value)", "word 0,word 1,word 2,word 3", "Roots.Words", "ImagingFrameworkMatch is exact", options: new Dictionary<string, string> { ["Imaging.FrameworkMatch"] = "\"exact\"" });
    }

    private static void Patch(string path, Action<ImagePatch> change)
    {
        var patch = new ImagePatch(path);
        change(patch);
        patch.SaveWithContentHash();
    }

    private static bool CanRead(string path)
    {
        try
        {
            File.OpenRead(path).Dispose();
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
