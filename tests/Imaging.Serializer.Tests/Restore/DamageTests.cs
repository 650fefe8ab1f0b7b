namespace Imaging.Serializer.Tests.Restore;

/// <summary>Accidental damage: nothing of a damaged image is ever used.</summary>
[TestClass]
public sealed class DamageTests
{
    private static TestPackage s_package = null!;
    private static byte[] s_image = null!;

    [ClassInitialize]
    public static void Make(TestContext context)
    {
        s_package = TestPackage.Compile(DamagedPackage.Source(padding: 100));
        s_package.SerializeAll();
        s_image = File.ReadAllBytes(s_package.ImagePath);
    }

    [ClassCleanup]
    public static void Delete() => s_package.Dispose();

    [TestMethod]
    [DataRow("auto", "builder")]
    [DataRow("required", "rejected")]
    [DoNotParallelize]
    public async Task Truncation_at_any_length_is_found(string mode, string kind)
    {
        // Every length in the mode that compiles no builders; in the other some in the header and the section table, and the last ones.
        IEnumerable<int> lengths = mode == "required"
            ? Enumerable.Range(0, s_image.Length)
            : Enumerable.Range(0, 700).Where(static length => length % 7 == 0).Concat(Enumerable.Range(s_image.Length - 40, 40));

        await AssertFoundAsync([.. lengths.Select(static length => new DamageCase($"length {length}", length))], mode, kind, "the image is ");
    }

    [TestMethod]
    [DataRow("auto", "builder")]
    [DataRow("required", "rejected")]
    [DoNotParallelize]
    public async Task Change_of_any_byte_is_found(string mode, string kind)
    {
        int step = mode == "required" ? 1 : 23;
        IEnumerable<DamageCase> changes = Enumerable.Range(0, s_image.Length).Where(at => at % step == 0).SelectMany(static at => new[]
        {
            new DamageCase($"byte {at}, one bit", s_image.Length, (at, [(byte)(s_image[at] ^ 1)])),
            new DamageCase($"byte {at}, more", s_image.Length, (at, [(byte)(s_image[at] ^ (at % 2 == 0 ? 0x80 : 0xFF))])),
        });

        await AssertFoundAsync([.. changes], mode, kind, "the ");
    }

    private static async Task AssertFoundAsync(DamageCase[] cases, string mode, string kind, string reason)
    {
        DamageOutcome[] outcomes = await DamageRun.TryAsync(s_package, cases, mode);

        string[] right = new string[DamagedPackage.RootCount];
        foreach (DamageOutcome outcome in outcomes)
        {
            Assert.AreEqual(kind, outcome.Kind, $"{cases[outcome.Case].Name}: {outcome}");
            Assert.StartsWith(reason, kind == "builder" ? outcome.Reason : outcome.Text);
            if (kind == "builder")
            {
                Assert.AreEqual(right[outcome.Root] ??= outcome.Text, outcome.Text);
            }
        }
    }
}
