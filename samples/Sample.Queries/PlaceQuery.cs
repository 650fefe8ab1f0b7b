using System.Collections.Frozen;
using Sample.Search;

namespace Sample.Queries;

/// <summary>Those of the words found that are names of places.</summary>
internal sealed class PlaceQuery(Query words) : Query
{
    public override IEnumerable<Posting> Run(FrozenDictionary<string, Posting> index) =>
        words.Run(index).Where(posting => posting.Places.Count > 0);
}
