using System.Reflection;

namespace Imaging.Serializer.Tests.Graphs;

/// <summary>Every code that the serializer knows has a page, and no page of its range is left over.</summary>
[TestClass]
public sealed class CodePagesTests
{
    public static IEnumerable<object[]> Codes => AllCodes().Select(static code => new object[] { code });

    [TestMethod]
    [DynamicData(nameof(Codes))]
    public void Code_has_a_page_that_says_what_it_means_and_what_to_do(string code)
    {
        using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(code);
        Assert.IsNotNull(stream, $"docs/diagnostics/{code}.md is missing");
        using var reader = new StreamReader(stream);
        string page = reader.ReadToEnd().ReplaceLineEndings("\n");

        Assert.StartsWith($"# {code}: ", page);
        Assert.Contains("\nSeverity: ", page);
        foreach (string section in new[] { "## Example", "## Why", "## What to do" })
        {
            Assert.Contains($"\n{section}\n", page);
        }
    }

    [TestMethod]
    public void Every_capture_page_has_a_code()
    {
        IEnumerable<string> pages = Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(static name => name.StartsWith("IMG2", StringComparison.Ordinal)).Order();

        Assert.AreEqual(string.Join(' ', AllCodes().Where(static code => code.StartsWith("IMG2", StringComparison.Ordinal)).Order()), string.Join(' ', pages));
    }

    private static IEnumerable<string> AllCodes() =>
        typeof(DiagnosticCodes).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Select(static field => (string)field.GetRawConstantValue()!);
}
