namespace Imaging.Restore;

/// <summary>Links the entries of a large hash table while the keys of the next one are hashed.</summary>
internal sealed class HashTableLink(HashTableRebuilder rebuilder, Array entries, int count, int[] buckets) : SharedWork(1)
{
    /// <summary>Fewer entries are linked before another thread has come.</summary>
    internal const int SharedFrom = 16 << 10;

    private protected override void Do(uint piece) => rebuilder.Link(entries, count, buckets);
}
