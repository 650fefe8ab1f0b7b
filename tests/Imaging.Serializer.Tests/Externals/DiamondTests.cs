namespace Imaging.Serializer.Tests.Externals;

/// <summary>
/// Whatever happens to one package of a diamond, exactly the roots that rest on it use their builders, in every order in
/// which roots are read, and the values are right. Each case is read in fresh processes.
/// </summary>
[TestClass]
public sealed class DiamondTests
{
    private static readonly string[] s_packages = ["A", "B", "C", "D", "E"];

    // What builders make of the packages as they were built.
    private static readonly Lazy<Task<string>> s_built = new(static async () =>
    {
        using var diamond = Diamond.Copy();
        return (await diamond.RunAsync("off")).Values;
    });

    public static IEnumerable<object[]> Damages =>
        from damage in DiamondDamage.All.Keys
        from package in s_packages
        select new object[] { damage, package };

    [TestMethod]
    [DataRow("A.Alone")]
    [DataRow("A.Shared")]
    [DataRow("B.Counted")]
    [DataRow("B.Linked")]
    [DataRow("C.Linked")]
    [DataRow("D.Alone")]
    [DataRow("D.Linked")]
    [DataRow("E.Linked")]
    [DataRow("D.Linked A.Shared E.Linked C.Linked")]
    public async Task Whole_diamond_is_restored_in_every_order(string first)
    {
        using var diamond = Diamond.Copy();

        DiamondRun restored = await diamond.RunAsync("required", first.Split(' '));

        Assert.AreEqual(await s_built.Value, restored.Values);
        Assert.AreEqual(Diamond.Roots, restored.Restored);
        Assert.IsTrue(restored.HasIdentity);
    }

    [TestMethod]
    [DynamicData(nameof(Damages))]
    public async Task Damage_takes_along_exactly_what_rests_on_it(string damage, string package)
    {
        using var diamond = Diamond.Copy();
        DiamondDamage done = DiamondDamage.All[damage];
        done.Do(diamond, package);
        string expected = done.Kind == DamagedPart.Code ? (await diamond.RunAsync("off")).Values : await s_built.Value;
        foreach (string order in new[] { "C.Linked A.Shared B.Linked", "E.Linked" })
        {
            DiamondRun run = await diamond.RunAsync("auto", order.Split(' '));

            Assert.AreEqual(expected, run.Values, order);
            Assert.AreEqual(done.Stays(package), run.Restored, order);
            Assert.IsTrue(run.HasIdentity, order);
            foreach ((string root, string reason) in run.Reasons)
            {
                string cause = root[0] == package[0] ? done.Cause.Own : done.Cause.Others;
                Assert.Contains(cause.Replace("{0}", package, StringComparison.Ordinal), reason, $"{order}: {root}");
            }
        }
    }

    [TestMethod]
    public async Task Reason_names_the_cause_and_the_way_to_it()
    {
        using var diamond = Diamond.Copy();
        File.Delete(diamond.ImagePath("B"));

        DiamondRun run = await diamond.RunAsync("auto", "E.Linked");

        Assert.AreEqual($"it rests on D, whose D.Linked cannot be restored: it rests on the image of B: there is no image {diamond.ImagePath("B")}", run.Reasons["E.Linked"]);
        Assert.AreEqual($"there is no image {diamond.ImagePath("B")}", run.Reasons["B.Linked"]);
    }

    [TestMethod]
    [DataRow("deleted")]
    [DataRow("stale")]
    [DataRow("cut short")]
    [DataRow("emptied")]
    [DataRow("no text")]
    [DataRow("a directory")]
    public async Task Link_manifest_changes_nothing(string damage)
    {
        using var diamond = Diamond.Copy();
        byte[] manifest = File.ReadAllBytes(diamond.ManifestPath);
        File.Delete(diamond.ManifestPath);
        switch (damage)
        {
            case "stale":
                diamond.ReplaceImage("B", static source => source, "B.Alone");
                diamond.ReplaceImage("D", static source => source);
                diamond.Link();
                byte[] stale = File.ReadAllBytes(diamond.ManifestPath);
                Assert.IsFalse(stale.AsSpan().SequenceEqual(manifest));
                using (var original = Diamond.Copy())
                {
                    File.Copy(original.ImagePath("B"), diamond.ImagePath("B"), overwrite: true);
                    File.Copy(original.ImagePath("D"), diamond.ImagePath("D"), overwrite: true);
                }

                break;
            case "cut short":
                File.WriteAllBytes(diamond.ManifestPath, manifest[..(manifest.Length / 2)]);
                break;
            case "emptied":
                File.WriteAllBytes(diamond.ManifestPath, []);
                break;
            case "no text":
                new Random(5).NextBytes(manifest);
                File.WriteAllBytes(diamond.ManifestPath, manifest);
                break;
            case "a directory":
                Directory.CreateDirectory(diamond.ManifestPath);
                break;
        }

        foreach (string first in new[] { "A.Shared", "E.Linked" })
        {
            DiamondRun run = await diamond.RunAsync("required", first);

            Assert.AreEqual(Diamond.Roots, run.Restored);
            Assert.IsTrue(run.HasIdentity);
        }
    }
}
