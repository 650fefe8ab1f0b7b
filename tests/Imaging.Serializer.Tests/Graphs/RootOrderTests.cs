namespace Imaging.Serializer.Tests.Graphs;

/// <summary>Roots whose builders read roots that are declared later.</summary>
[TestClass]
public sealed class RootOrderTests
{
    [TestMethod]
    public async Task Root_that_reads_a_later_root_that_is_refused_is_refused_too_and_says_why()
    {
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<object[]> First = new(() => [Second.Value]);
                public static readonly ImageRoot<object[]> Second = new(() => [Third.Value[0], "x"]);
                public static readonly ImageRoot<object[]> Third = new(() => [new List<int> { 3 }, new Random(5)]);
                public static readonly ImageRoot<int[]> Healthy = new(() => [1, 2, 3]);
            }
            """);

        SerializeResult result = package.Serialize();

        Assert.AreEqual("Roots.Healthy", string.Join(' ', result.Roots.Where(static root => root.Captured).Select(static root => root.Root)));
        Assert.AreEqual("IMG2010 Roots.Third,IMG2018 Roots.Second,IMG2018 Roots.First", string.Join(',', result.Diagnostics.Select(static said => $"{said.Code} {said.Message.Split(' ')[3]}")));
        Assert.Contains("the root Roots.First keeps its builder: its builder reads the root Roots.Second, which keeps its builder (IMG2018 its builder ran inside that of Roots.First, which reads the root Roots.Third, which keeps its builder (IMG2010 at Roots.Third[1]: ", result.Diagnostics[2].Message);
        Assert.AreEqual("True 6", (await package.PrintAsync("$\"{ReferenceEquals(((object[])Roots.First.Value[0])[0], Roots.Third.Value[0])} {Roots.Healthy.Value.Sum()}\"", "auto")).Text());
    }

    [TestMethod]
    public async Task Root_that_reads_a_later_root_shares_its_objects()
    {
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<object[]> First = new(() => [Second.Value, "x"]);
                public static readonly ImageRoot<List<object>> Second = new(() => [Third.Value]);
                public static readonly ImageRoot<List<int>> Third = new(() => [3]);
            }
            """);
        package.SerializeAll();

        Assert.AreEqual("True True", (await package.PrintAsync(
            "$\"{ReferenceEquals(Roots.First.Value[0], Roots.Second.Value)} {ReferenceEquals(Roots.Second.Value[0], Roots.Third.Value)}\"")).Text());
    }

    [TestMethod]
    [DataRow("Second.Value.Count", "Roots.Second, which keeps its builder (IMG2018 ")]
    [DataRow("Words.All.Value.Count, Words.All.Value.Count, Second.Value.Count", "Words.All of Lib, ")]
    public void Later_root_whose_builder_ran_inside_another_is_refused_for_what_it_read_there(string first, string firstReads)
    {
        using var library = TestPackage.Compile("public static class Words { public static readonly ImageRoot<List<int>> All = new(() => [1, 2]); }", "Lib");
        using var package = TestPackage.Compile(
            $$"""
            public static class Roots
            {
                public static readonly ImageRoot<int[]> First = new(() => [{{first}}]);
                public static readonly ImageRoot<List<List<int>>> Second = new(() => [Words.All.Value]);
            }
            """,
            "P",
            library);

        SerializeResult result = package.Serialize();

        Assert.IsTrue(result.Roots.All(static root => !root.Captured));
        Assert.Contains("the root Roots.Second keeps its builder: its builder ran inside that of Roots.First, which reads the root Words.All of Lib, ", result.Diagnostics[0].Message);
        Assert.Contains($"the root Roots.First keeps its builder: its builder reads the root {firstReads}", result.Diagnostics[1].Message);
    }

    [TestMethod]
    public async Task Roots_that_read_each_other_in_turn_are_captured()
    {
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<object[]> First = new(() => [Second.Value, Third.Value, Second.Value]);
                public static readonly ImageRoot<List<object>> Second = new(() => [Third.Value]);
                public static readonly ImageRoot<List<int>> Third = new(() => [3]);
            }
            """);
        package.SerializeAll();

        Assert.AreEqual("True", (await package.PrintAsync("ReferenceEquals(Roots.First.Value[1], Roots.Second.Value[0])")).Text());
    }
}
