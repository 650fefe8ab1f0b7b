using System.Collections.Frozen;
using Sample.Search;
using Sample.Stems;

namespace Sample.Queries;

/// <summary>A word in any of its forms.</summary>
internal sealed class WordQuery(string word) : Query
{
    public override IEnumerable<Posting> Run(FrozenDictionary<string, Posting> index) =>
        index.TryGetValue(StemIndex.StemOf(word), out Posting? posting) ? [posting] : [];
}
