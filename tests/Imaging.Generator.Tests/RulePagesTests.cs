using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imaging.Generator.Tests;

[TestClass]
public sealed class RulePagesTests
{
    public static IEnumerable<object[]> Rules => AllRules.Select(rule => new object[] { rule.Id });

    private static IReadOnlyList<DiagnosticDescriptor> AllRules { get; } =
    [
        .. new[] { typeof(DeclarationRules), typeof(PurityRules), typeof(SurrogateRules) }
            .SelectMany(type => type.GetFields())
            .Select(field => field.GetValue(null))
            .OfType<DiagnosticDescriptor>(),
    ];

    [TestMethod]
    [DynamicData(nameof(Rules))]
    public void Rule_has_a_page_with_its_title_and_a_link_to_it(string id)
    {
        var rule = AllRules.Single(rule => rule.Id == id);

        Assert.AreEqual($"https://imaging-dotnet.github.io/diagnostics/{id}", rule.HelpLinkUri);
        var page = Page(id);
        Assert.StartsWith($"# {id}: {rule.Title.ToString(CultureInfo.InvariantCulture)}\n", page);
        foreach (var section in new[] { "## Example", "## Why", "## What to do" })
        {
            Assert.Contains($"\n{section}\n", page);
        }
    }

    [TestMethod]
    public void Every_page_belongs_to_a_rule()
    {
        var pages = typeof(RulePagesTests).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("IMG1", StringComparison.Ordinal));

        Assert.AreEqual(string.Join(' ', AllRules.Select(rule => rule.Id).Order()), string.Join(' ', pages.Order()));
    }

    [TestMethod]
    public void Every_rule_that_the_generator_does_not_report_is_one_of_an_analyzer()
    {
        DiagnosticAnalyzer[] analyzers = [new RootNotHeldAnalyzer(), new BuilderPurityAnalyzer(), new SurrogateAnalyzer()];
        var supported = analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Order();

        var expected = AllRules.Where(rule => rule.DefaultSeverity == DiagnosticSeverity.Warning || string.CompareOrdinal(rule.Id, "IMG1013") >= 0).Select(rule => rule.Id).Order();
        Assert.AreEqual(string.Join(' ', expected), string.Join(' ', supported));
    }

    private static string Page(string id)
    {
        using var stream = typeof(RulePagesTests).Assembly.GetManifestResourceStream(id);
        Assert.IsNotNull(stream, $"docs/diagnostics/{id}.md does not exist");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
