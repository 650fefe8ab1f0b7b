using System.Reflection;
using System.Text.RegularExpressions;

namespace Imaging.EndToEnd.Tests;

[TestClass]
public sealed partial class DocumentationTests
{
    private static readonly string s_root = typeof(DocumentationTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "RepositoryRoot").Value!;

    private static string Diagnostics => Path.Combine(s_root, "docs", "diagnostics");

    [TestMethod]
    public void Every_code_in_the_source_has_a_page_and_every_page_a_code()
    {
        string[] sources = [.. Files("src", "*.cs"), .. Files("Sdk", "*.targets"), .. Files("Sdk", "*.props")];
        IEnumerable<string> codes = sources.SelectMany(static path => Code().Matches(File.ReadAllText(path))).Select(static match => match.Value);

        Assert.AreEqual(Lines(Pages().Select(Path.GetFileNameWithoutExtension)), Lines(codes.Distinct()));
    }

    [TestMethod]
    public void Index_of_the_codes_lists_every_page_as_the_page_says()
    {
        IEnumerable<string> rows = Pages().Select(static path =>
        {
            Match head = PageHead().Match(File.ReadAllText(path).ReplaceLineEndings("\n"));
            Assert.IsTrue(head.Success, $"{path} does not begin with '# CODE: title' and 'Severity: …'");
            string title = head.Groups["title"].Value.Replace("<", "\\<", StringComparison.Ordinal);
            return $"| [{head.Groups["code"]}]({Path.GetFileName(path)}) | {head.Groups["severity"]} | {title} |";
        });

        IEnumerable<string> index = File.ReadLines(Path.Combine(Diagnostics, "README.md")).Where(static line => line.StartsWith("| [IMG", StringComparison.Ordinal));

        Assert.AreEqual(Lines(rows), Lines(index));
    }

    [TestMethod]
    public void Every_link_between_pages_leads_to_a_file()
    {
        string[] pages = [.. Directory.GetFiles(s_root, "*.md"), .. Files("docs", "*.md")];
        IEnumerable<string> broken =
            from page in pages
            from Match link in Link().Matches(File.ReadAllText(page))
            let target = Path.Combine(Path.GetDirectoryName(page)!, link.Groups["target"].Value)
            where !File.Exists(target)
            select $"{Path.GetRelativePath(s_root, page)}: {link.Value}";

        Assert.IsGreaterThan(10, pages.Length);
        Assert.AreEqual("", Lines(broken));
    }

    private static string[] Pages() => Directory.GetFiles(Diagnostics, "IMG*.md");

    private static string[] Files(string directory, string pattern) => Directory.GetFiles(Path.Combine(s_root, directory), pattern, SearchOption.AllDirectories);

    private static string Lines(IEnumerable<string?> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));

    [GeneratedRegex(@"IMG\d{4}")]
    private static partial Regex Code();

    [GeneratedRegex(@"\A# (?<code>IMG\d{4}): (?<title>.+)\n\nSeverity: (?<severity>\w+)\.")]
    private static partial Regex PageHead();

    [GeneratedRegex(@"\]\((?<target>[^)#:]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
