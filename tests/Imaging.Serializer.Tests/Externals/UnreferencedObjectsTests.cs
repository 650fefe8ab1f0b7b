using System.Globalization;
using Imaging.Serializer.Linking;

namespace Imaging.Serializer.Tests.Externals;

/// <summary>What the link manifest says of objects that no other image refers to saves memory, and is never a reason for a wrong answer.</summary>
[TestClass]
public sealed class UnreferencedObjectsTests
{
    private const int Objects = 200_000;

    private const string Large = """
        public sealed class Item { public object Next; }
        public static class Large
        {
            public static readonly ImageRoot<Item[]> Items = new(() => Make(200_000));
            public static readonly ImageRoot<Item[]> Few = new(() => Make(10));
            private static Item[] Make(int count) { Item last = null; return [.. Enumerable.Range(0, count).Select(_ => last = new Item { Next = last })]; }
        }
        """;

    private const string Above = """
        public static class Above
        {
            public static readonly ImageRoot<object[]> Held = new(() => [Large.Items.Value[7], "own" + 1]);
            public static readonly ImageRoot<int> Counted = new(() => Large.Items.Value.Length);
        }
        """;

    private const string Program = """
        foreach (string root in args)
        {
            _ = root switch { "Items" => (object)Large.Items.Value, "Held" => Above.Held.Value, _ => Above.Counted.Value };
        }

        bool one = ReferenceEquals(Above.Held.Value[0], Large.Items.Value[7]) && Above.Counted.Value == Large.Items.Value.Length && (string)Above.Held.Value[1] == "own1";
        Console.WriteLine(one);
        foreach (var decision in PackageImage.Decisions) { Console.WriteLine($"{decision.Root} {(decision.FromImage ? "image" : decision.Reason)}"); }
        """;

    [TestMethod]
    public async Task Objects_that_no_image_refers_to_take_no_table()
    {
        using TestPackage large = Make(Large, "Large");
        string program = large.CompileProgram("""
            Item[] items = Large.Items.Value;
            Thread.Sleep(1000); // The thread that helped holds what it helped with until it ends.
            Console.Write(GC.GetTotalMemory(forceFullCollection: true));
            GC.KeepAlive(items);
            """);
        long without = long.Parse((await TestPackage.StartAsync(program, "required")).Text(), CultureInfo.InvariantCulture);
        LinkManifest manifest = Link(program);

        Assert.HasCount(2, manifest.Unreferenced);
        long with = long.Parse((await TestPackage.StartAsync(program, "required")).Text(), CultureInfo.InvariantCulture);

        Assert.IsGreaterThan(Objects * 7, without - with);
    }

    [TestMethod]
    public async Task Units_that_another_image_rests_on_are_not_listed()
    {
        using TestPackage large = Make(Large, "Large");
        using TestPackage above = Make(Above, "Above", large);
        string program = above.CompileProgram(Program);
        LinkManifest manifest = Link(program);

        Assert.AreEqual("Above 0, Above 1, Large 1", string.Join(", ", manifest.Unreferenced.Select(static unit => string.Join(' ', unit.Split(' ')[0], unit.Split(' ')[2]))));
        Assert.AreEqual("True\nLarge.Items image\nAbove.Held image\nAbove.Counted image", await RunAsync(program, "Items", "Held"));
    }

    // A list that is wrong costs the image of what refers to such objects, and nothing else.
    [TestMethod]
    [DataRow("Held", "Above.Held image|Large.Items image|Above.Counted image")]
    [DataRow("Counted", "Above.Counted image|Above.Held image|Large.Items image")]
    [DataRow("Items", "Large.Items image|Above.Held it refers to objects of Large that cannot be found any more, because the link manifest of the app says that nothing refers to them: link the app again|Above.Counted image")]
    public async Task Manifest_that_is_wrong_leads_to_the_builder(string first, string expected)
    {
        using TestPackage large = Make(Large, "Large");
        using TestPackage above = Make(Above, "Above", large);
        string program = above.CompileProgram(Program);
        LinkManifest manifest = Link(program);
        string id = manifest.Images.Single(static image => image.Assembly == "Large").BuildId;
        LinkManifestFile.Update(Path.ChangeExtension(program, ".imglink"), manifest with { Unreferenced = [$"Large {id} 0", $"Large {id} 1"] });

        Assert.AreEqual("True\n" + expected.Replace('|', '\n'), await RunAsync(program, first));

        // Of another build of the image, it says nothing.
        LinkManifestFile.Update(Path.ChangeExtension(program, ".imglink"), manifest with { Unreferenced = [$"Large {id[1..]}0 0", $"Large {id[1..]}0 1"] });
        Assert.DoesNotContain("it refers to objects", await RunAsync(program, first));
    }

    [TestMethod]
    public void App_that_loads_assemblies_of_its_own_accord_has_all_objects_kept()
    {
        using TestPackage large = Make(Large, "Large");
        Assert.IsNotEmpty(ImageLinker.Link(DeployedApp.Find("Large", large.Directory)).Manifest.Unreferenced);

        string program = large.CompileProgram("Console.Write(System.Runtime.Loader.AssemblyLoadContext.Default);");
        string other = large.CompileProgram("Console.Write(System.Reflection.Assembly.LoadFrom(args[0]));");
        foreach (string name in new[] { program, other })
        {
            using var directory = new TemporaryDirectory();
            foreach (string file in Directory.EnumerateFiles(large.Directory).Where(file => Path.GetFileNameWithoutExtension(file) is var part && (part == Path.GetFileNameWithoutExtension(name) || part is "Large" or "Imaging.Runtime")))
            {
                File.Copy(file, directory.File(Path.GetFileName(file)));
            }

            Assert.IsEmpty(ImageLinker.Link(DeployedApp.Find(Path.GetFileNameWithoutExtension(name), directory.Path)).Manifest.Unreferenced);
        }
    }

    private static LinkManifest Link(string program)
    {
        LinkResult result = ImageLinker.Link(DeployedApp.Find(Path.GetFileNameWithoutExtension(program), Path.GetDirectoryName(program)!));
        LinkManifestFile.Update(Path.ChangeExtension(program, ".imglink"), result.Manifest);
        return result.Manifest;
    }

    private static async Task<string> RunAsync(string program, params string[] first) =>
        (await DotNetHost.RunAsync(["exec", program, .. first], new Dictionary<string, string> { ["IMAGING_MODE"] = "auto" })).Text();

    private static TestPackage Make(string source, string name, params TestPackage[] references)
    {
        var package = TestPackage.Compile(source, name, references);
        package.SerializeAll();
        return package;
    }
}
