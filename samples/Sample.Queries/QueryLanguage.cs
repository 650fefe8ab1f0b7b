using System.Collections.Frozen;
using Imaging;
using Sample.Search;
using Sample.Suggestions;
using Superpower;
using Superpower.Parsers;

namespace Sample.Queries;

/// <summary>A language to search in: <c>word</c>, <c>place(word)</c>, <c>one | other</c>.</summary>
/// <param name="parser">Reads a query.</param>
/// <param name="index">Where is searched: that of <see cref="SearchIndex.All"/>.</param>
/// <param name="suggestions">What is suggested: <see cref="Suggester.Start"/>.</param>
public sealed partial class QueryLanguage(TextParser<Query> parser, FrozenDictionary<string, Posting> index, SuggestionNode suggestions)
{
    /// <summary>The language over the index of <see cref="SearchIndex"/>.</summary>
    [ImageRoot(nameof(CreateStandard))]
    public static partial QueryLanguage Standard { get; }

    /// <summary>Where is searched.</summary>
    public FrozenDictionary<string, Posting> Index { get; } = index;

    /// <summary>What is suggested.</summary>
    public SuggestionNode Suggestions { get; } = suggestions;

    /// <summary>What a query finds.</summary>
    /// <exception cref="ParseException">The text is no query.</exception>
    public IEnumerable<Posting> Search(string query) => parser.Parse(query).Run(Index);

    private static QueryLanguage CreateStandard()
    {
        TextParser<Query> word = Character.Lower.AtLeastOnce().Select(letters => (Query)new WordQuery(new string(letters)));
        TextParser<Query> place = Span.EqualTo("place(").IgnoreThen(word).Then(words => Character.EqualTo(')').Value((Query)new PlaceQuery(words)));
        TextParser<Query> query = Parse.Chain(Span.EqualTo(" | "), place.Try().Or(word), (_, one, other) => (Query)new AnyQuery(one, other));
        return new QueryLanguage(query.AtEnd(), SearchIndex.All, Suggester.Start);
    }
}
