using System.Text.Json;
using Imaging.Serializer.Comparing;

namespace Imaging.Serializer.Tests.Cli;

[TestClass]
public sealed class DiffVerbTests
{
    private const string Source = """
        public class Item { public string Name; public int Price; public DateTime Since = new DateTime(2020, 1, 2); public Item Other; }
        public static class Roots
        {
            public static readonly ImageRoot<Dictionary<string, Item>> Items = new(() => new[] { "a", "b", "c", "d" }.ToDictionary(name => name, name => new Item { Name = name + 1, Price = name[0] }));
            public static readonly ImageRoot<Dictionary<int, int>> Numbers = new(() => new Dictionary<int, int> { [1] = 10, [2] = 20 });
            public static readonly ImageRoot<int[]> Array = new(() => [1, 2, 3]);
            public static readonly ImageRoot<Item> Loop = new(() => { var item = new Item { Name = "loop" + 1 }; item.Other = item; return item; });
            public static readonly ImageRoot<string[]> Texts = new(() => ["one" + 1, "two" + 2]);
            public static readonly ImageRoot<Item[]> Pair = new(() => [new Item { Name = "first" + 1 }, new Item { Name = "second" + 1 }]);
            public static readonly ImageRoot<Item> OfPair = new(() => Pair.Value[1]);
            public static readonly ImageRoot<Item> OtherOfPair = new(() => Pair.Value[0]);
        }
        """;

    private static readonly Lazy<TestPackage> s_first = new(static () => Make(Source));

    [ClassCleanup]
    public static void Delete() => s_first.Value.Dispose();

    [TestMethod]
    [DataRow("Name = name + 1", "Name = name + (name == \"c\" ? 2 : 1)", "Roots.Items", "Roots.Items[\"c\"].Name", "Roots.Items._entries[2].value.Name", "\"c1\"", "\"c2\"")]
    [DataRow("Price = name[0]", "Price = name == \"b\" ? 7 : name[0]", "Roots.Items", "Roots.Items[\"b\"].Price", "Roots.Items._entries[1].value.Price", "98", "7")]
    [DataRow("[2] = 20", "[2] = 21", "Roots.Numbers", "Roots.Numbers[2]", "Roots.Numbers._entries[1].value", "20", "21")]
    [DataRow("[1, 2, 3]", "[1, 2, 4]", "Roots.Array", "Roots.Array[2]", "Roots.Array[2]", "3", "4")]
    [DataRow("[1, 2, 3]", "[1, 2]", "Roots.Array", "Roots.Array", "Roots.Array", "3 elements", "2 elements")]
    [DataRow("item.Other = item", "item.Other = new Item()", "Roots.Loop", "Roots.Loop.Other", "Roots.Loop.Other", "an object that is met before", "an object of its own")]
    [DataRow("\"a\", \"b\", \"c\", \"d\"", "\"a\", \"c\", \"d\"", "Roots.Items", "Roots.Items[\"b\"]", "Roots.Items[\"b\"]", "an object of Item", "no entry")]
    [DataRow("\"a\", \"b\", \"c\", \"d\"", "\"x\", \"a\", \"b\", \"c\", \"d\"", "Roots.Items", "Roots.Items[\"x\"]", "Roots.Items[\"x\"]", "no entry", "an object of Item")]
    [DataRow("\"a\", \"b\", \"c\", \"d\"", "\"b\", \"a\", \"c\", \"d\"", "Roots.Items", "Roots.Items", "Roots.Items", "4 entries", "the same keys in another order or in other places")]
    public void One_change_is_one_difference(string from, string to, string root, string path, string rawPath, string first, string second)
    {
        using TestPackage changed = Make(Source.Replace(from, to, StringComparison.Ordinal));
        using var differ = new ImageDiffer(s_first.Value.ImagePath, changed.ImagePath);

        ImageDiff diff = differ.Compare()!;

        Assert.AreEqual(0, differ.Findings.Count);
        Assert.AreEqual(false, diff.SameContent);
        Assert.AreEqual(root, diff.RootsChanged.Single().Root);
        Assert.AreEqual(new ValueDifference(path, rawPath, first, second), diff.RootsChanged[0].Differences.Single());
        Assert.AreEqual("P", diff.Deployment.Single(static recorded => recorded.What == "identity").Name);
    }

    [TestMethod]
    public async Task Roots_types_and_all_differences_are_told()
    {
        string source = Source
            .Replace("public int Price;", "public long Price; public int Added;", StringComparison.Ordinal)
            .Replace("> Array =", "> Renamed =", StringComparison.Ordinal)
            .Replace("\"one\" + 1, \"two\" + 2", "\"one\" + 3, \"two\" + 4", StringComparison.Ordinal);
        using TestPackage changed = Make(source);

        JsonElement diff = (await ToolUnderTest.RunJsonAsync(1, "diff", s_first.Value.ImagePath, changed.ImagePath)).GetProperty("diff");
        Assert.AreEqual("Roots.Renamed", diff.GetProperty("rootsAdded").EnumerateArray().Single().GetString());
        Assert.AreEqual("Roots.Array", diff.GetProperty("rootsRemoved").EnumerateArray().Single().GetString());
        JsonElement type = diff.GetProperty("typesChanged").EnumerateArray().Single();
        Assert.AreEqual("Item: +Added System.Int32, Price System.Int32 → System.Int64", $"{type.GetProperty("type")}: {string.Join(", ", type.GetProperty("changes").EnumerateArray().Select(static change => change.GetString()))}");
        JsonElement texts = diff.GetProperty("rootsChanged").EnumerateArray().Single();
        Assert.AreEqual("Roots.Texts 2 1", $"{texts.GetProperty("root")} {texts.GetProperty("count")} {texts.GetProperty("differences").GetArrayLength()}");

        ProgramResult text = await ToolUnderTest.RunAsync("diff", s_first.Value.ImagePath, changed.ImagePath, "--all");
        Assert.AreEqual(1, text.ExitCode, text.Error);
        Assert.Contains("root Roots.Texts: 2 differences\n  Roots.Texts[0]\n    - \"one1\"\n    + \"one3\"\n  Roots.Texts[1]\n    - \"two2\"\n    + \"two4\"\n", text.Output);
        Assert.Contains("\n- root Roots.Array\n+ root Roots.Renamed\n", text.Output);
        Assert.EndsWith("The content differs: 1 root added, 1 root removed, 1 root changed.\n", text.Output);
    }

    [TestMethod]
    public async Task Root_that_shares_what_differs_is_told_and_its_neighbour_not()
    {
        using TestPackage changed = Make(Source.Replace("\"second\" + 1", "\"second\" + 2", StringComparison.Ordinal));

        JsonElement diff = (await ToolUnderTest.RunJsonAsync(1, "diff", s_first.Value.ImagePath, changed.ImagePath)).GetProperty("diff");

        Assert.AreEqual("Roots.Pair: Roots.OfPair:Roots.Pair", string.Join(' ', diff.GetProperty("rootsChanged").EnumerateArray().Select(static root => $"{root.GetProperty("root")}:{root.GetProperty("sharedWith")}")));
    }

    [TestMethod]
    public async Task Same_content_of_other_code_differs_in_the_deployment_alone()
    {
        using TestPackage changed = Make(Source + " public class Unused { public int Number = 5; }");

        ProgramResult text = await ToolUnderTest.RunAsync("diff", s_first.Value.ImagePath, changed.ImagePath);
        Assert.AreEqual(1, text.ExitCode, text.Error);
        Assert.EndsWith("The content is the same; only the deployment differs.\n", text.Output);
        JsonElement diff = (await ToolUnderTest.RunJsonAsync(1, "diff", s_first.Value.ImagePath, changed.ImagePath)).GetProperty("diff");
        Assert.IsTrue(diff.GetProperty("sameContent").GetBoolean());
        Assert.AreEqual(0, diff.GetProperty("rootsChanged").GetArrayLength());
    }

    [TestMethod]
    public async Task Copy_is_the_same_wherever_it_lies_and_without_its_assembly()
    {
        using var directory = new TemporaryDirectory();
        File.Copy(s_first.Value.ImagePath, directory.File("old.pkgimg"));

        Assert.EndsWith("The images are the same.", (await ToolUnderTest.RunAsync("diff", directory.File("old.pkgimg"), s_first.Value.ImagePath)).Text());

        // A copy of another build of the same code is read with the assembly beside the other.
        SerializeResult fewer = s_first.Value.Serialize(request => request with { ImagePath = directory.File("fewer.pkgimg"), Exclude = ["Roots.Array"] });
        Assert.IsTrue(fewer.ImageWritten);
        JsonElement diff = (await ToolUnderTest.RunJsonAsync(1, "diff", directory.File("fewer.pkgimg"), s_first.Value.ImagePath)).GetProperty("diff");
        JsonElement changed = diff.GetProperty("rootsChanged").EnumerateArray().Single();
        Assert.AreEqual("Roots.Array", changed.GetProperty("root").GetString());
        Assert.AreEqual("a value", changed.GetProperty("differences")[0].GetProperty("second").GetString());
        Assert.Contains("ImagingExclude", changed.GetProperty("differences")[0].GetProperty("first").GetString()!);
    }

    [TestMethod]
    public async Task Images_whose_objects_cannot_be_read_are_compared_by_their_tables()
    {
        using TestPackage changed = Make(Source.Replace("[1, 2, 3]", "[1, 2, 4]", StringComparison.Ordinal));
        File.Delete(changed.AssemblyPath);
        using var elsewhere = new TemporaryDirectory();
        File.Move(changed.ImagePath, elsewhere.File("P.pkgimg"));

        JsonElement json = await ToolUnderTest.RunJsonAsync(1, "diff", s_first.Value.ImagePath, elsewhere.File("P.pkgimg"));

        Assert.AreEqual(JsonValueKind.Null, json.GetProperty("diff").GetProperty("sameContent").ValueKind);
        Assert.AreEqual("IMG3015", json.GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.AreNotEqual(0, json.GetProperty("diff").GetProperty("deployment").GetArrayLength());
    }

    [TestMethod]
    public async Task Damaged_image_is_a_finding()
    {
        using var directory = new TemporaryDirectory();
        byte[] bytes = File.ReadAllBytes(s_first.Value.ImagePath);
        bytes[^9] ^= 1;
        File.WriteAllBytes(directory.File("P.pkgimg"), bytes);

        foreach (string[] images in new[] { new[] { s_first.Value.ImagePath, directory.File("P.pkgimg") }, [directory.File("P.pkgimg"), s_first.Value.ImagePath] })
        {
            JsonElement json = await ToolUnderTest.RunJsonAsync(1, ["diff", .. images]);
            Assert.AreEqual("IMG3002", json.GetProperty("findings")[0].GetProperty("code").GetString());
            Assert.StartsWith(directory.File("P.pkgimg"), json.GetProperty("findings")[0].GetProperty("message").GetString()!);
            Assert.AreEqual(JsonValueKind.Null, json.GetProperty("diff").ValueKind);
        }
    }

    [TestMethod]
    public async Task References_into_the_image_of_a_dependency_are_compared_by_what_they_mean()
    {
        const string Top = "public static class Top { public static readonly ImageRoot<Item[]> Chosen = new(() => [Roots.Items.Value[\"c\"]]); }";
        using var top = TestPackage.Compile(Top, "Top", s_first.Value);
        top.SerializeAll();

        // The same object, in another place of another image.
        using TestPackage longer = Make(Source.Replace("\"a\", \"b\", \"c\", \"d\"", "\"0\", \"a\", \"b\", \"c\", \"d\"", StringComparison.Ordinal));
        using var same = TestPackage.Compile(Top, "Top", longer);
        same.SerializeAll();
        JsonElement diff = (await ToolUnderTest.RunJsonAsync(1, "diff", top.ImagePath, same.ImagePath)).GetProperty("diff");
        Assert.IsTrue(diff.GetProperty("sameContent").GetBoolean());
        Assert.AreEqual("identity Roots' image", string.Join(" Roots' ", diff.GetProperty("deployment").EnumerateArray().Where(static recorded => recorded.GetProperty("name").GetString() == "P").Select(static recorded => recorded.GetProperty("what").GetString())));

        using var other = TestPackage.Compile(Top.Replace("\"c\"", "\"d\"", StringComparison.Ordinal), "Top", longer);
        other.SerializeAll();
        JsonElement difference = (await ToolUnderTest.RunJsonAsync(1, "diff", top.ImagePath, other.ImagePath)).GetProperty("diff").GetProperty("rootsChanged")[0].GetProperty("differences")[0];
        Assert.AreEqual("Top.Chosen[0]: Roots.Items[\"c\"] of the image of P, Roots.Items[\"d\"] of the image of P", $"{difference.GetProperty("path")}: {difference.GetProperty("first")}, {difference.GetProperty("second")}");
    }

    private static TestPackage Make(string source)
    {
        var package = TestPackage.Compile(source);
        package.SerializeAll();
        return package;
    }
}
