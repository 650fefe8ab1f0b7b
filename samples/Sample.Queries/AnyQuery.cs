using System.Collections.Frozen;
using Sample.Search;

namespace Sample.Queries;

/// <summary>What one of two queries finds.</summary>
internal sealed class AnyQuery(Query one, Query other) : Query
{
    public override IEnumerable<Posting> Run(FrozenDictionary<string, Posting> index) => one.Run(index).Union(other.Run(index));
}
