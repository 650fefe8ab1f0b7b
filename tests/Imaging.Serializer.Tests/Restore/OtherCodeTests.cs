namespace Imaging.Serializer.Tests.Restore;

/// <summary>The package, or what it rests on, has other code than when its image was made.</summary>
[TestClass]
public sealed class OtherCodeTests
{
    private const string Package = "public static class Roots { public static readonly ImageRoot<int[]> Numbers = new(() => [0x12345678, Other.Number]); }";
    private const string Other = "public static class Other { public static int Number => 0x22446688; }";
    private const string Expression = "string.Join(',', Roots.Numbers.Value.Select(n => n.ToString(\"x\")))";

    [TestMethod]
    [DataRow(false, DisplayName = "the package")]
    [DataRow(true, DisplayName = "a dependency")]
    public async Task Comment_changes_nothing(bool isDependency)
    {
        using TestPackage package = Make();

        Replace(package, isDependency, static source => "// A comment.\n\n" + source);
        ModuleVersion.Set(PathOf(package, isDependency), Guid.NewGuid());

        await RootReading.IsRestoredAsync(package, Expression, "12345678,22446688", "Roots.Numbers");
    }

    [TestMethod]
    [DataRow(false, "12345679,22446688", DisplayName = "the package")]
    [DataRow(true, "12345678,22446689", DisplayName = "a dependency")]
    public async Task Another_version_is_rejected(bool isDependency, string value)
    {
        using TestPackage package = Make();

        Replace(package, isDependency, Increase);

        await IsBuiltAsync(package, isDependency, value);
    }

    [TestMethod]
    [DataRow(false, "12345679,22446688", DisplayName = "the package")]
    [DataRow(true, "12345678,22446689", DisplayName = "a dependency")]
    public async Task Another_version_with_the_same_module_version_id_is_rejected(bool isDependency, string value)
    {
        using TestPackage package = Make();
        string path = PathOf(package, isDependency);
        Guid before = ModuleVersion.Of(path);

        Replace(package, isDependency, Increase);
        ModuleVersion.Set(path, before);

        await IsBuiltAsync(package, isDependency, value);
    }

    [TestMethod]
    [DataRow(false, "12345679,22446688", DisplayName = "the package")]
    [DataRow(true, "12345678,22446689", DisplayName = "a dependency")]
    public async Task One_byte_of_code_patched_in_place_is_rejected(bool isDependency, string value)
    {
        using TestPackage package = Make();
        string path = PathOf(package, isDependency);

        ModuleVersion.Overwrite(path, isDependency ? [0x88, 0x66, 0x44, 0x22] : [0x78, 0x56, 0x34, 0x12], isDependency ? [0x89, 0x66, 0x44, 0x22] : [0x79, 0x56, 0x34, 0x12]);

        await IsBuiltAsync(package, isDependency, value);
    }

    [TestMethod]
    public async Task Missing_dependency_is_rejected_although_the_image_could_be_placed()
    {
        using TestPackage package = Make();
        File.Delete(PathOf(package, isDependency: true));

        ProgramResult required = await package.RunAsync(RootReading.Program("Roots.Numbers.Value.Length"), "required");

        Assert.StartsWith("rejected Roots.Numbers: Other cannot be loaded", required.Text());
    }

    [TestMethod]
    public async Task Dependency_that_is_no_assembly_is_rejected()
    {
        using TestPackage package = Make();
        File.WriteAllText(PathOf(package, isDependency: true), "no assembly");
        string program = RootReading.Program("Roots.Numbers.Value.Length");

        // A program cannot be compiled against such a file, so a compiled one is run.
        File.Delete(PathOf(package, isDependency: true));
        _ = await package.RunAsync(program);
        File.WriteAllText(PathOf(package, isDependency: true), "no assembly");
        ProgramResult required = await DotNetHost.RunAsync(["exec", Path.Combine(package.Directory, "Program1.dll")], new Dictionary<string, string> { ["IMAGING_MODE"] = "required" });

        Assert.StartsWith("rejected Roots.Numbers: Other cannot be ", required.Text());
    }

    private static Task IsBuiltAsync(TestPackage package, bool isDependency, string value) =>
        RootReading.IsBuiltAsync(package, Expression, value, "Roots.Numbers", (isDependency ? "Other" : "P") + " changed");

    private static TestPackage Make()
    {
        using var other = TestPackage.Compile(Other, "Other");
        var package = TestPackage.Compile(Package, "P", other);
        package.SerializeAll();
        return package;
    }

    private static string PathOf(TestPackage package, bool isDependency) => isDependency ? Path.Combine(package.Directory, "Other.dll") : package.AssemblyPath;

    private static string Increase(string source) =>
        source.Replace("0x12345678", "0x12345679", StringComparison.Ordinal).Replace("0x22446688", "0x22446689", StringComparison.Ordinal);

    private static void Replace(TestPackage package, bool isDependency, Func<string, string> change)
    {
        if (isDependency)
        {
            SourceCompiler.Compile(change(Other), PathOf(package, isDependency), []);
        }
        else
        {
            package.Recompile(change(Package));
        }
    }
}
