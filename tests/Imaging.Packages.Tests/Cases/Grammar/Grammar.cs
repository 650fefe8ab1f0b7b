using Imaging;
using Irony.Parsing;

namespace Cases;

/// <summary>Tables of an LALR parser for a query language.</summary>
public static partial class Query
{
    [ImageRoot(nameof(CreateLanguage))]
    public static partial LanguageData Language { get; }

    private static LanguageData CreateLanguage()
    {
        var language = new LanguageData(new QueryGrammar());

        // Irony keeps the grammar made last in a static field of the thread.
        _ = new Irony.Parsing.Grammar();
        return language;
    }

    public static string Digest()
    {
        var parser = new Parser(Language);
        ParseTree tree = parser.Parse("SELECT a.b, COUNT(*) total FROM t JOIN u ON t.id = u.id WHERE NOT x >= 1.5 AND (y IN (1, 2) OR z LIKE 'q%') ORDER BY a DESC;");
        ParseTree wrong = parser.Parse("SELECT FROM");
        return $"{Print(tree.Root)} {tree.HasErrors()} {Language.ParserData.States.Count} {Language.Errors.Count} {wrong.ParserMessages[0].Message} {wrong.ParserMessages[0].Location}";
    }

    private static string Print(ParseTreeNode? node) => node is null ? "-" : node.ChildNodes.Count == 0 ? node.ToString() : $"{node.Term.Name}({string.Join(' ', node.ChildNodes.Select(Print))})";
}
