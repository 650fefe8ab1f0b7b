using Sample.Queries;
using Sample.Search;

namespace Sample.App.Demos;

/// <summary>Searches with the language that parses queries.</summary>
internal sealed class QueriesDemo : Demo
{
    private static readonly string[] s_queries = ["connecting", "place(london)", "place(table)", "tables | place(tokyo) | qqqq"];

    public override string Name => "queries";

    public override object Touch() => QueryLanguage.Standard;

    public override void Answer(Answers answers)
    {
        foreach (string query in s_queries)
        {
            answers.Show($"{query}: {string.Join(", ", QueryLanguage.Standard.Search(query).Select(posting => posting.Best.Text))}");
        }
    }
}
