using System.Reflection;

namespace Imaging.Serializer.Tests.Reading;

[TestClass]
public sealed class FindingPagesTests
{
    private static readonly string[] s_codes =
    [
        .. typeof(DiagnosticCodes).GetFields(BindingFlags.Static | BindingFlags.NonPublic)
            .Select(static field => (string)field.GetRawConstantValue()!)
            .Where(static code => code.StartsWith("IMG3", StringComparison.Ordinal)),
    ];

    [TestMethod]
    public void Every_code_has_a_page_and_every_page_a_code()
    {
        string[] pages = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(static name => name.StartsWith("IMG3", StringComparison.Ordinal)).Order()];

        Assert.AreEqual(string.Join(' ', s_codes.Order()), string.Join(' ', pages));
    }

    [TestMethod]
    public void Every_page_says_what_it_means_and_what_to_do()
    {
        foreach (string code in s_codes)
        {
            using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(code)!);
            string page = reader.ReadToEnd().ReplaceLineEndings("\n");
            Assert.StartsWith($"# {code}: ", page);
            foreach (string section in new[] { "## Example", "## Why", "## What to do" })
            {
                Assert.Contains($"\n{section}\n", page);
            }
        }
    }
}
