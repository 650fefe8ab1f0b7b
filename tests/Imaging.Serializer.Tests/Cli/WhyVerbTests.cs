using System.Text.Json;
using Imaging.Serializer.Explaining;
using Imaging.Serializer.Tests.Reading;

namespace Imaging.Serializer.Tests.Cli;

[TestClass]
public sealed class WhyVerbTests
{
    [TestMethod]
    [DataRow("Base.Circle.Next.Next.Name", "Base.Circle.Name", "Base.Circle.Name")]
    [DataRow("Base.ByName[\"bee\"]", "Base.ByName[\"bee\"]", "Base.ByName._entries[1].value")]
    [DataRow("Base.ByName._entries[1].value", "Base.ByName[\"bee\"]", "Base.ByName._entries[1].value")]
    [DataRow("Base.ByName[\"c\\\"]d\"].Name", "Base.ByName[\"c\\\"]d\"].Name", "Base.ByName._entries[2].value.Name")]
    [DataRow("Base.ByNumber[3]", "Base.ByNumber[3]", null)]
    [DataRow("Base.Frozen[\"fox\"]", "Base.Frozen[\"fox\"]", "Base.Frozen._values[2]")]
    [DataRow("Base.Immutable[\"gnu\"]", "Base.Immutable[\"gnu\"]", null)]
    [DataRow("Base.Concurrent[7]", "Base.Concurrent[7]", null)]
    [DataRow("Base.Cages[0].Owner", "Base.Cages[0].Owner", "Base.Cages._items[0].Owner")]
    [DataRow("Base.Grid[1,2]", "Base.Grid[1,2]", "Base.Grid.elements[5]")]
    [DataRow("Base.Called.Target.Words", "Base.Called.Target.Words", "Base.Called.Target.Words")]
    public void Path_names_an_object(string subject, string path, string? rawPath)
    {
        using var explainer = new ImageExplainer(HeldObjects.BaseImage);
        ObjectExplanation? found = explainer.Explain(subject, out string? problem)?.Object;

        Assert.IsNull(problem);
        Assert.AreEqual(path, found!.Path);
        Assert.AreEqual(("Base", HeldObjects.BaseImage), (found.Owner!.Package, found.Owner.Image));
        if (rawPath is not null)
        {
            Assert.AreEqual(rawPath, found.RawPath);
        }
    }

    [TestMethod]
    public async Task Object_has_bytes_what_it_retains_and_a_reference_that_names_it_too()
    {
        JsonElement circle = (await ToolUnderTest.RunJsonAsync(0, "why", HeldObjects.BaseImage, "Base.Circle")).GetProperty("root");
        string reference = circle.GetProperty("description").GetProperty("reference").GetString()!;
        JsonElement found = (await ToolUnderTest.RunJsonAsync(0, "why", HeldObjects.BaseImage, reference)).GetProperty("object");

        Assert.AreEqual("Base.Circle", found.GetProperty("path").GetString());
        Assert.AreEqual("Zoo.Animal", found.GetProperty("type").GetString());
        Assert.AreEqual(4, found.GetProperty("retainedObjects").GetInt64());
        Assert.AreEqual(circle.GetProperty("bytes").GetInt64(), found.GetProperty("retainedBytes").GetInt64());
        Assert.IsGreaterThan(found.GetProperty("bytes").GetInt64(), found.GetProperty("retainedBytes").GetInt64());

        // What another root leads to as well is not retained.
        JsonElement shared = (await ToolUnderTest.RunJsonAsync(0, "why", HeldObjects.BaseImage, "Base.Both[1]")).GetProperty("object");
        Assert.AreEqual("Base.Both Base.One", string.Join(' ', Names(shared.GetProperty("heldBy"), "root")));
        Assert.AreEqual("Base.Both[1] Base.One", string.Join(' ', Names(shared.GetProperty("heldBy"), "path")));
        Assert.AreEqual("Base.One", shared.GetProperty("path").GetString());
        Assert.AreEqual(0, shared.GetProperty("referredToBy").GetArrayLength());
    }

    [TestMethod]
    public async Task Object_of_another_image_is_told_with_its_owner_and_who_refers_to_it()
    {
        JsonElement found = (await ToolUnderTest.RunJsonAsync(0, "why", HeldObjects.TopImage, "Top.Chosen[1].Name")).GetProperty("object");
        Assert.AreEqual("Base.ByName[\"bee\"].Name", found.GetProperty("path").GetString());
        Assert.AreEqual("the bee", found.GetProperty("value").GetString());
        Assert.AreEqual(HeldObjects.BaseImage, found.GetProperty("owner").GetProperty("image").GetString());

        JsonElement bee = (await ToolUnderTest.RunJsonAsync(0, "why", HeldObjects.BaseImage, "Base.ByName[\"bee\"]")).GetProperty("object");
        JsonElement referrer = bee.GetProperty("referredToBy")[0];
        Assert.AreEqual("Top.pkgimg Top.Chosen Top.Chosen[0] 2", $"{referrer.GetProperty("image")} {referrer.GetProperty("root")} {referrer.GetProperty("path")} {referrer.GetProperty("references")}");
        Assert.AreEqual(1, bee.GetProperty("referredToBy").GetArrayLength());
    }

    [TestMethod]
    public async Task Type_has_its_objects_root_by_root()
    {
        JsonElement type = (await ToolUnderTest.RunJsonAsync(0, "why", HeldObjects.BaseImage, "Animal")).GetProperty("type");

        Assert.AreEqual(25, type.GetProperty("objects").GetInt64());
        Assert.AreEqual(25 * 40, type.GetProperty("bytes").GetInt64());
        JsonElement byName = type.GetProperty("roots").EnumerateArray().Single(static root => root.GetProperty("root").GetString() == "Base.ByName");
        Assert.AreEqual(3, byName.GetProperty("objects").GetInt64());
        Assert.AreEqual("Base.ByName[\"ape\"]", byName.GetProperty("first")[0].GetProperty("path").GetString());

        using var explainer = new ImageExplainer(HeldObjects.BaseImage);
        Assert.AreEqual(25, explainer.Explain("Zoo.Animal", out _)!.Type!.Objects);
        Assert.AreEqual(
            "Dictionary<String, Animal> of System.Private.CoreLib, Dictionary<String, Int32> of System.Private.CoreLib",
            string.Join(", ", explainer.Explain("Dictionary", out _)!.Type!.Types.Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    public async Task Root_has_what_it_rests_on_holds_and_shares()
    {
        JsonElement top = (await ToolUnderTest.RunJsonAsync(0, "why", HeldObjects.TopImage, "Top.Chosen")).GetProperty("root");
        Assert.AreEqual("Base.Circle Base.ByName", string.Join(' ', top.GetProperty("description").GetProperty("linkages").EnumerateArray().SelectMany(static linkage => linkage.GetProperty("roots").EnumerateArray().Select(static root => root.GetString()))));
        CollectionAssert.Contains(Names(top.GetProperty("assemblies"), "name"), "Base");
        JsonElement external = top.GetProperty("externals")[0];
        Assert.AreEqual("Base 2 Top.Chosen[0] Base.ByName[\"bee\"]", $"{external.GetProperty("package")} {external.GetProperty("objects")} {external.GetProperty("firstPath")} {external.GetProperty("target")}");
        Assert.AreEqual(3, top.GetProperty("objects").GetInt64());
        Assert.AreEqual("false", top.GetProperty("knobs").GetProperty("System.Globalization.Invariant").GetString());

        JsonElement both = (await ToolUnderTest.RunJsonAsync(0, "why", HeldObjects.BaseImage, "Base.Both")).GetProperty("root");
        Assert.AreEqual("Base.One", both.GetProperty("unitRoots")[0].GetString());
        Assert.AreEqual(2, both.GetProperty("sharedObjects").GetInt64());
        Assert.AreEqual(5, both.GetProperty("objects").GetInt64());

        JsonElement byName = (await ToolUnderTest.RunJsonAsync(0, "why", HeldObjects.BaseImage, "Base.ByName")).GetProperty("root");
        Assert.AreEqual("Top.Chosen", byName.GetProperty("linkedFrom")[0].GetProperty("roots")[0].GetString());
        JsonElement refused = (await ToolUnderTest.RunJsonAsync(0, "why", HeldObjects.BaseImage, "Base.Refused")).GetProperty("root");
        Assert.Contains("MemoryStream", refused.GetProperty("description").GetProperty("refusal").GetString()!);
    }

    [TestMethod]
    [DataRow("Base.Nothing", "Base.Circle")]
    [DataRow("Base.Circle.Nothing", ".Name")]
    [DataRow("Base.ByName[\"none\"]", "[\"none\"]")]
    [DataRow("Base.Both[2]", "2 elements")]
    [DataRow("Base.Both[x]", "[x]")]
    [DataRow("Base.Both[0", "not closed")]
    [DataRow("Base.Refused.Length", "MemoryStream")]
    [DataRow("main:fffffff", "main:fffffff")]
    [DataRow("const:3", "const:3")]
    public void Name_of_nothing_says_what_there_is(string subject, string hint)
    {
        using var explainer = new ImageExplainer(HeldObjects.BaseImage);

        Assert.IsNull(explainer.Explain(subject, out string? problem));
        Assert.Contains(hint, problem!);
    }

    [TestMethod]
    public async Task Name_of_nothing_is_a_usage_error()
    {
        ProgramResult result = await ToolUnderTest.RunAsync("why", HeldObjects.BaseImage, "Base.Circle.Nothing");

        Assert.AreEqual(2, result.ExitCode, result.Output);
        Assert.AreEqual("", result.Output);
        Assert.Contains("it has .Name, ", result.Error);
    }

    [TestMethod]
    public async Task Image_that_is_referred_to_and_missing_is_a_finding_and_the_rest_is_told()
    {
        using var directory = new TemporaryDirectory();
        HeldObjects.CopyTo(directory);
        File.Delete(directory.File("Base.pkgimg"));

        JsonElement json = await ToolUnderTest.RunJsonAsync(1, "why", directory.File("Top.pkgimg"), "Top.Chosen[0]");
        Assert.AreEqual("IMG3017", json.GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.AreEqual("Base", json.GetProperty("object").GetProperty("owner").GetProperty("package").GetString());
        Assert.AreEqual(JsonValueKind.Null, json.GetProperty("object").GetProperty("owner").GetProperty("image").ValueKind);
        Assert.AreEqual("Top.Chosen[2]", (await ToolUnderTest.RunJsonAsync(1, "why", directory.File("Top.pkgimg"), "Top.Chosen[2]")).GetProperty("object").GetProperty("path").GetString());
    }

    [TestMethod]
    public async Task Damaged_image_beside_the_one_asked_for_is_a_finding()
    {
        using var directory = new TemporaryDirectory();
        HeldObjects.CopyTo(directory);
        byte[] bytes = File.ReadAllBytes(directory.File("Top.pkgimg"));
        bytes[^20] ^= 1;
        File.WriteAllBytes(directory.File("Top.pkgimg"), bytes);
        File.WriteAllText(directory.File("Other.pkgimg"), "no image");

        JsonElement json = await ToolUnderTest.RunJsonAsync(1, "why", directory.File("Base.pkgimg"), "Base.ByName[\"bee\"]");

        Assert.AreEqual("Base.ByName[\"bee\"]", json.GetProperty("object").GetProperty("path").GetString());
        Assert.Contains("Top.pkgimg", json.GetProperty("findings")[0].GetProperty("message").GetString()!);
        Assert.AreEqual(1, json.GetProperty("findings").GetArrayLength());
    }

    [TestMethod]
    public async Task Damage_and_a_changed_assembly_are_findings()
    {
        using var directory = new TemporaryDirectory();
        string path = SampleImage.CopyTo(directory);
        byte[] bytes = File.ReadAllBytes(path);
        byte[] damaged = [.. bytes];
        damaged[^1] ^= 1;
        File.WriteAllBytes(path, damaged);
        JsonElement json = await ToolUnderTest.RunJsonAsync(1, "why", path, "Roots.Nodes");
        Assert.AreEqual("IMG3002", json.GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.AreEqual(JsonValueKind.Null, json.GetProperty("root").ValueKind);

        // Without the assembly that knows the fields, the tables are left.
        File.WriteAllBytes(path, bytes);
        File.Delete(directory.File("P.dll"));
        json = await ToolUnderTest.RunJsonAsync(1, "why", path, "Roots.Nodes");
        Assert.AreEqual("IMG3010", json.GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.AreEqual("Roots.Nodes", json.GetProperty("root").GetProperty("description").GetProperty("root").GetString());
        Assert.AreEqual(0, json.GetProperty("root").GetProperty("types").GetArrayLength());
    }

    [TestMethod]
    public async Task Text_is_for_people()
    {
        string text = (await ToolUnderTest.RunAsync("why", HeldObjects.BaseImage, "Base.ByName[\"bee\"]")).Text();

        Assert.StartsWith("Base.ByName[\"bee\"]: Zoo.Animal\n  by fields   Base.ByName._entries[1].value\n", text);
        Assert.Contains("  Top.pkgimg  Top.Chosen  Top.Chosen[0]       2", text);
        Assert.AreEqual("Base.Circle.Friends is null.", (await ToolUnderTest.RunAsync("why", HeldObjects.BaseImage, "Base.Circle.Friends")).Text());
    }

    private static string[] Names(JsonElement list, string property) => [.. list.EnumerateArray().Select(element => element.GetProperty(property).GetString()!)];
}
