namespace Imaging.Serializer.Tests.Externals;

/// <summary>
/// Whatever happens to one package of a diamond, exactly the roots that rest on it use their builders, in every order in
/// which roots are read, and the values are right.
/// </summary>
[TestClass]
public sealed class DiamondTests
{
    [TestMethod]
    [DataRow("A.Alone")]
    [DataRow("A.Shared")]
    [DataRow("B.Linked")]
    [DataRow("C.Linked")]
    [DataRow("D.Alone")]
    [DataRow("D.Linked")]
    [DataRow("D.Linked A.Shared C.Linked")]
    public async Task Whole_diamond_is_restored_in_every_order(string first)
    {
        using var diamond = Diamond.Copy();

        DiamondRun restored = await diamond.RunAsync("required", first.Split(' '));

        Assert.AreEqual((await diamond.RunAsync("off")).Values, restored.Values);
        Assert.AreEqual(Diamond.Roots, restored.Restored);
        Assert.IsTrue(restored.HasIdentity);
    }

    // The types of the roots of B, C and D are of A, which was therefore loaded when any of their builders ran.
    [TestMethod]
    [DataRow("A", "")]
    [DataRow("B", "A.Alone A.Shared C.Alone C.Linked D.Alone")]
    [DataRow("C", "A.Alone A.Shared B.Alone B.Linked D.Alone")]
    [DataRow("D", "A.Alone A.Shared B.Alone B.Linked C.Alone C.Linked")]
    public async Task Package_with_another_method_body_takes_along_what_rests_on_it(string package, string stays) =>
        await ExpectAsync(
            diamond => diamond.Recompile(package, static source => source.Replace(" alone \"", " ALONE \"", StringComparison.Ordinal)), stays, $"{package} changed: the image was made with other code");

    [TestMethod]
    [DataRow("A", "")]
    [DataRow("C", "A.Alone A.Shared B.Alone B.Linked D.Alone")]
    public async Task Package_with_another_type_layout_takes_along_what_rests_on_it(string package, string stays) =>
        await ExpectAsync(
            diamond => diamond.Recompile(package, static source => source.Replace("public sealed class Node { ", "public sealed class Node { public long Added = 5; ", StringComparison.Ordinal) + " public class More { }"),
            stays,
            $"{package} changed: the image was made with other code");

    [TestMethod]
    [DataRow("A")]
    [DataRow("B")]
    [DataRow("C")]
    [DataRow("D")]
    public async Task Package_built_again_with_the_same_content_changes_nothing(string package)
    {
        using var diamond = Diamond.Copy();
        diamond.Recompile(package, static source => "// A comment.\n" + source);

        DiamondRun run = await diamond.RunAsync("required", "D.Linked");

        Assert.AreEqual(Diamond.Roots, run.Restored);
        Assert.IsTrue(run.HasIdentity);
    }

    [TestMethod]
    public async Task Reason_names_the_cause()
    {
        using var diamond = Diamond.Copy();
        File.Delete(diamond.ImagePath("A"));

        DiamondRun run = await diamond.RunAsync("auto", "D.Linked");

        Assert.AreEqual($"builder D.Linked it rests on the image of A: there is no image {diamond.ImagePath("A")}", run.ReasonOf("D.Linked"));
        Assert.AreEqual($"builder A.Shared there is no image {diamond.ImagePath("A")}", run.ReasonOf("A.Shared"));
    }

    [TestMethod]
    [DataRow("A", "B.Alone C.Alone D.Alone")]
    [DataRow("B", "A.Alone A.Shared C.Alone C.Linked D.Alone")]
    [DataRow("C", "A.Alone A.Shared B.Alone B.Linked D.Alone")]
    [DataRow("D", "A.Alone A.Shared B.Alone B.Linked C.Alone C.Linked")]
    public async Task Image_that_is_missing_takes_along_what_is_linked_to_it(string package, string stays) =>
        await ExpectAsync(diamond => File.Delete(diamond.ImagePath(package)), stays, "there is no image ");

    [TestMethod]
    [DataRow("A", "B.Alone C.Alone D.Alone")]
    [DataRow("B", "A.Alone A.Shared C.Alone C.Linked D.Alone")]
    [DataRow("D", "A.Alone A.Shared B.Alone B.Linked C.Alone C.Linked")]
    public async Task Image_that_is_damaged_takes_along_what_is_linked_to_it(string package, string stays) =>
        await ExpectAsync(
            diamond =>
            {
                byte[] bytes = File.ReadAllBytes(diamond.ImagePath(package));
                bytes[^20] ^= 4;
                File.WriteAllBytes(diamond.ImagePath(package), bytes);
            },
            stays,
            "the image is damaged");

    // The image of other data is one that the package's own assembly does not fit, so all of the package falls with it.
    [TestMethod]
    [DataRow("A", "B.Alone C.Alone D.Alone")]
    [DataRow("B", "A.Alone A.Shared C.Alone C.Linked D.Alone")]
    public async Task Image_of_an_older_build_takes_along_what_is_linked_to_it(string package, string stays) =>
        await ExpectAsync(
            diamond => diamond.ReplaceImage(package, static source => source.Replace(" alone \"", " older \"", StringComparison.Ordinal)), stays, "");

    [TestMethod]
    [DataRow("A", "A.Shared B.Alone C.Alone D.Alone", "it rests on another image of A: that has build id ")]
    [DataRow("B", "A.Alone A.Shared B.Linked C.Alone C.Linked D.Alone", "it rests on another image of B: that has build id ")]
    public async Task Image_of_another_build_is_not_linked_to(string package, string stays, string cause) =>
        await ExpectAsync(diamond => diamond.ReplaceImage(package, static source => source, $"{package}.Alone"), stays, cause);

    private static async Task ExpectAsync(Action<Diamond> damage, string stays, string cause)
    {
        using var diamond = Diamond.Copy();
        damage(diamond);
        string expected = (await diamond.RunAsync("off")).Values;
        string[] orders = ["A.Shared", "D.Linked", "C.Linked B.Linked D.Linked A.Shared"];
        foreach (string order in orders)
        {
            DiamondRun run = await diamond.RunAsync("auto", order.Split(' '));

            Assert.AreEqual(expected, run.Values, order);
            Assert.AreEqual(stays, run.Restored, order);
            Assert.IsTrue(run.HasIdentity, order);
            Assert.Contains(cause, run.ReasonOf("D.Linked"), order);
        }
    }
}
