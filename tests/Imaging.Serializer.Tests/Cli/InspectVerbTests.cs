using System.Text.Json;
using Imaging.Serializer.Tests.Reading;

namespace Imaging.Serializer.Tests.Cli;

[TestClass]
public sealed class InspectVerbTests
{
    private static readonly string s_path = SampleImage.Package.ImagePath;

    [TestMethod]
    public async Task Json_describes_the_image()
    {
        JsonElement json = await ToolUnderTest.RunJsonAsync(0, "inspect", s_path, "--no-measure");

        Assert.AreEqual(JsonValueKind.Null, json.GetProperty("times").ValueKind);
        JsonElement image = json.GetProperty("image");
        Assert.AreEqual("P", image.GetProperty("package").GetString());
        Assert.AreEqual(s_path, image.GetProperty("path").GetString());
        Assert.AreEqual(new FileInfo(s_path).Length, image.GetProperty("bytes").GetInt64());
        Assert.AreEqual(32, image.GetProperty("buildId").GetString()!.Length);

        JsonElement node = Named(image.GetProperty("types"), "type", "Node");
        Assert.AreEqual(3, node.GetProperty("mainObjects").GetInt64());
        Assert.AreEqual(3 * 40, node.GetProperty("bytes").GetInt64());
        Assert.AreEqual("P", node.GetProperty("assembly").GetString());
        Named(image.GetProperty("types"), "type", "Dictionary<Pair, String>");
        Named(image.GetProperty("types"), "type", "Entry<Pair, String>[]");
        Assert.AreEqual("System.Private.CoreLib", Named(image.GetProperty("types"), "type", "Int32[]").GetProperty("assembly").GetString());

        Assert.AreEqual("package", Named(image.GetProperty("dependencies"), "name", "P").GetProperty("kind").GetString());
        Assert.AreEqual(
            typeof(object).Module.ModuleVersionId.ToString(),
            Named(image.GetProperty("dependencies"), "name", "System.Private.CoreLib").GetProperty("identity").GetString());
        Assert.AreEqual(1, image.GetProperty("rebuilds").GetProperty("Regex").GetInt32());
        Assert.AreEqual("false", image.GetProperty("knobs").GetProperty("System.Globalization.Invariant").GetString());
        Assert.AreEqual("Main", image.GetProperty("sections")[18].GetProperty("section").GetString());
    }

    [TestMethod]
    public async Task Roots_are_captured_or_refused_with_the_reason()
    {
        JsonElement image = (await ToolUnderTest.RunJsonAsync(0, "inspect", s_path, "--no-measure")).GetProperty("image");

        JsonElement nodes = Named(image.GetProperty("roots"), "root", "Roots.Nodes");
        Assert.IsTrue(nodes.GetProperty("captured").GetBoolean());
        Assert.AreEqual("Roots.MakeNodes", nodes.GetProperty("builder").GetString());
        CollectionAssert.Contains(nodes.GetProperty("restsOn").EnumerateArray().Select(static name => name.GetString()).ToArray(), "P");
        Assert.IsGreaterThan(3 * 40, nodes.GetProperty("bytes").GetInt64());

        JsonElement refused = Named(image.GetProperty("roots"), "root", "Roots.Refused");
        Assert.IsFalse(refused.GetProperty("captured").GetBoolean());
        Assert.Contains("MemoryStream", refused.GetProperty("refusal").GetString()!);
        Assert.AreEqual(JsonValueKind.Null, refused.GetProperty("unit").ValueKind);
    }

    [TestMethod]
    public async Task Builders_and_restores_are_measured()
    {
        const string Source = """
            public static class Roots
            {
                public static readonly ImageRoot<int[]> Slow = new(() => { Console.WriteLine("a builder prints"); Thread.Sleep(5_000); return [1, 2, 3]; });
                public static readonly ImageRoot<object> Refused = new(() => new System.IO.MemoryStream());
            }
            """;
        using var package = TestPackage.Compile(Source);
        Assert.IsTrue(package.Serialize().ImageWritten);

        JsonElement times = (await ToolUnderTest.RunJsonAsync(0, "inspect", package.ImagePath)).GetProperty("times");

        JsonElement slow = times.GetProperty("Roots.Slow");
        Assert.IsGreaterThan(4_999, slow.GetProperty("builderMs").GetDouble());
        Assert.IsLessThan(4_999, slow.GetProperty("imageMs").GetDouble());
        JsonElement refused = times.GetProperty("Roots.Refused");
        Assert.AreEqual(JsonValueKind.Number, refused.GetProperty("builderMs").ValueKind);
        Assert.AreEqual(JsonValueKind.Null, refused.GetProperty("imageMs").ValueKind);
        Assert.AreEqual("the image does not hold it", refused.GetProperty("imageProblem").GetString());
    }

    [TestMethod]
    public async Task Root_that_cannot_be_measured_says_why()
    {
        using var package = TestPackage.Compile("public static class Roots { public static readonly ImageRoot<int[]> Numbers = new(() => [1, 2, 3]); }");
        package.SerializeAll();
        package.Recompile("public static class Roots { public static readonly ImageRoot<int[]> Numbers = new(() => throw new Exception(\"broken\")); }");

        JsonElement root = (await ToolUnderTest.RunJsonAsync(0, "inspect", package.ImagePath)).GetProperty("times").GetProperty("Roots.Numbers");
        Assert.AreEqual("broken", root.GetProperty("builderProblem").GetString());
        Assert.Contains("P changed", root.GetProperty("imageProblem").GetString()!);

        File.Delete(package.AssemblyPath);
        root = (await ToolUnderTest.RunJsonAsync(0, "inspect", package.ImagePath)).GetProperty("times").GetProperty("Roots.Numbers");
        Assert.Contains($"P is neither in {package.Directory} nor in the framework", root.GetProperty("builderProblem").GetString()!);
    }

    [TestMethod]
    public async Task Image_that_is_linked_to_others_tells_which_roots_and_how_many_objects()
    {
        JsonElement image = (await ToolUnderTest.RunJsonAsync(0, "inspect", HeldObjects.TopImage, "--no-measure")).GetProperty("image");

        JsonElement chosen = Named(image.GetProperty("roots"), "root", "Top.Chosen");
        Assert.AreEqual("Base.Circle Base.ByName", string.Join(' ', chosen.GetProperty("linkages").EnumerateArray().Select(static linkage => linkage.GetProperty("roots")[0].GetString())));
        Assert.AreEqual(0, Named(image.GetProperty("roots"), "root", "Top.Alone").GetProperty("linkages").GetArrayLength());
        JsonElement below = Named(image.GetProperty("dependencies"), "name", "Base");
        Assert.AreEqual(2, below.GetProperty("referencedObjects").GetInt64());
        Assert.AreEqual(chosen.GetProperty("linkages")[0].GetProperty("image").GetString(), below.GetProperty("image").GetString());

        // Alone, it cannot name the roots.
        using var directory = new TemporaryDirectory();
        File.Copy(HeldObjects.TopImage, directory.File("Top.pkgimg"));
        Assert.Contains("Base unit 0, Base unit 1", (await ToolUnderTest.RunAsync("inspect", directory.File("Top.pkgimg"), "--no-measure")).Text());
    }

    [TestMethod]
    public async Task Text_is_in_aligned_tables()
    {
        string[] lines = (await ToolUnderTest.RunAsync("inspect", s_path, "--no-measure")).Text().Split('\n');

        Assert.StartsWith("P: ", lines[0]);
        Assert.AreEqual(s_path, lines[1]);
        int title = Array.IndexOf(lines, "Objects by type");
        int column = lines[title + 1].IndexOf("Assembly", StringComparison.Ordinal);
        string node = lines.Single(static line => line.StartsWith("  Node ", StringComparison.Ordinal));
        Assert.AreEqual("P ", node.Substring(column, 2));
        Assert.EndsWith(" 120 B", node);
        Assert.IsTrue(lines.Any(static line => line.StartsWith("  Roots.Refused: refused: IMG2", StringComparison.Ordinal)), string.Join('\n', lines));
    }

    private static JsonElement Named(JsonElement list, string property, string name)
    {
        foreach (JsonElement element in list.EnumerateArray())
        {
            if (element.GetProperty(property).GetString() == name)
            {
                return element;
            }
        }

        throw new AssertFailedException($"no {property} is {name} in {list}");
    }
}
