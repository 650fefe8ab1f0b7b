using Sample.Places;
using Sample.Stems;
using Sample.Terms;

namespace Sample.Search;

/// <summary>What a search for one word finds.</summary>
/// <param name="stem">The stem of the word, of <see cref="StemIndex.All"/>.</param>
/// <param name="best">The most frequent form, of <see cref="TermList.All"/>.</param>
/// <param name="places">The forms that are names of places, of <see cref="Gazetteer.All"/>.</param>
public sealed class Posting(Stem stem, Term best, Place[] places)
{
    /// <summary>The stem of the word.</summary>
    public Stem Stem { get; } = stem;

    /// <summary>The most frequent form.</summary>
    public Term Best { get; } = best;

    /// <summary>The forms that are names of places.</summary>
    public IReadOnlyList<Place> Places { get; } = places;
}
