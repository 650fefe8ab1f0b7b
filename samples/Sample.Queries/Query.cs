using System.Collections.Frozen;
using Sample.Search;

namespace Sample.Queries;

/// <summary>What somebody searches for.</summary>
public abstract class Query
{
    /// <summary>What is found, without repetitions.</summary>
    public abstract IEnumerable<Posting> Run(FrozenDictionary<string, Posting> index);
}
