using Imaging.Format;
using Imaging.Restore;
using Imaging.Serializer.Tests.Reading;

namespace Imaging.Serializer.Tests.Restore;

/// <summary>Settings of the process that decide whether and how an image is used.</summary>
[TestClass]
public sealed class ProcessSettingTests
{
    private const string Source = """
        public static class Roots
        {
            public static readonly ImageRoot<string[]> Words = new(() => [.. Enumerable.Range(0, 4000).Select(i => "word " + i)]);
        }
        """;

    private const string Expression = "string.Join(',', Roots.Words.Value).Length";
    private const string Value = "38889";

    private static TestPackage s_package = null!;

    [ClassInitialize]
    public static void Make(TestContext context)
    {
        s_package = TestPackage.Compile(Source);
        s_package.SerializeAll();
    }

    [ClassCleanup]
    public static void Delete() => s_package.Dispose();

    [TestMethod]
    public Task Hot_reload_turns_images_off() =>
        RootReading.IsBuiltAsync(s_package, Expression, Value, "Roots.Words", "hot reload is on", new Dictionary<string, string> { ["DOTNET_MODIFIABLE_ASSEMBLIES"] = "debug" });

    [TestMethod]
    public Task Other_globalization_setting_is_rejected()
    {
        const string Setting = "System.Globalization.PredefinedCulturesOnly";
        string other = RuntimeKnobs.Current(Setting) == "true" ? "false" : "true";
        return RootReading.IsBuiltAsync(s_package, Expression, Value, "Roots.Words", $"the setting {Setting} is {other}", options: new Dictionary<string, string> { [Setting] = other });
    }

    [TestMethod]
    public Task Invariant_globalization_by_the_environment_is_rejected()
    {
        if (RuntimeKnobs.Current("System.Globalization.Invariant") == "true")
        {
            Assert.Inconclusive("the image itself was made with invariant globalization");
        }

        return RootReading.IsBuiltAsync(s_package, Expression, Value, "Roots.Words", "the setting System.Globalization.Invariant is true", new Dictionary<string, string> { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" });
    }

    [TestMethod]
    public async Task Unknown_mode_runs_builders_and_says_so()
    {
        ProgramResult result = await s_package.RunAsync(RootReading.Program(Expression), "nonsense");

        Assert.AreEqual($"value {Value}\nRoots.Words builder: the mode 'nonsense' is none of auto, required, off", result.Text());
    }

    [TestMethod]
    public async Task Mode_of_the_runtimeconfig_counts_where_the_environment_names_none()
    {
        Dictionary<string, string> options = new() { ["Imaging.Mode"] = "\"off\"" };

        Assert.AreEqual($"value {Value}\nRoots.Words builder: the mode is 'off'", (await s_package.RunAsync(RootReading.Program(Expression), "", null, options)).Text());
        Assert.AreEqual($"value {Value}\nRoots.Words image", (await s_package.RunAsync(RootReading.Program(Expression), "required", null, options)).Text());
    }

    [TestMethod]
    [DataRow("true", "frozen")]
    [DataRow("false", "heap")]
    public async Task Const_objects_are_on_the_heap_where_no_frozen_segments_are_to_be_had(string isWanted, string place)
    {
        const string Program = """
            string[] words = Roots.Words.Value;
            for (int i = 0; i < 3; i++) GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            Console.Write(words.Select(word => GC.GetGeneration(word) > GC.MaxGeneration ? "frozen" : "heap").Distinct().Single());
            Console.Write(words.SequenceEqual(Enumerable.Range(0, 4000).Select(i => "word " + i)));
            Console.Write(PackageImage.Decisions.Single().FromImage);
            """;

        ProgramResult result = await s_package.RunAsync(Program, runtimeOptions: new Dictionary<string, string> { ["Imaging.FrozenSegments"] = isWanted });

        Assert.AreEqual(place + "TrueTrue", result.Text());
    }

    [TestMethod]
    public async Task Image_of_another_platform_is_rejected()
    {
        using var package = TestPackage.Compile("public static class Roots { public static readonly ImageRoot<string[]> Root = new(() => [\"a\" + System.IO.Path.DirectorySeparatorChar]); }");
        package.SerializeAll();
        var patch = new ImagePatch(package.ImagePath);
        foreach (ref RawKnob knob in patch.Table<RawKnob>(SectionKind.Knobs))
        {
            if (patch.Text(knob.Name) == RuntimeKnobs.Platform)
            {
                Assert.AreEqual(RuntimeKnobs.Current(RuntimeKnobs.Platform), patch.Text(knob.Value));
                knob.Value = patch.Table<RawRoot>(SectionKind.Roots)[0].Name;
            }
        }

        patch.Save();

        await RootReading.IsBuiltAsync(
            package, "Roots.Root.Value.Length", "1", "Roots.Root", $"the platform is {RuntimeKnobs.Current(RuntimeKnobs.Platform)}, the image was made on Roots.Root");
    }
}
