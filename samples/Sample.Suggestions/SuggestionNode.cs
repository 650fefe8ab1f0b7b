using Sample.Search;
using Sample.Terms;

namespace Sample.Suggestions;

/// <summary>What may follow on some letters.</summary>
public sealed class SuggestionNode
{
    /// <summary>The letters that may come next, in order of the alphabet.</summary>
    public string Letters { get; internal set; } = "";

    /// <summary>What may follow on each of them.</summary>
    public SuggestionNode[] Next { get; internal set; } = [];

    /// <summary>The most frequent word that begins with the letters, of <see cref="TermList.All"/>.</summary>
    public Term? Best { get; internal set; }

    /// <summary>What a search for that word finds, of <see cref="SearchIndex.All"/>.</summary>
    public Posting? Posting { get; internal set; }
}
