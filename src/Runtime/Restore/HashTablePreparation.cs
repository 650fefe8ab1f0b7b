namespace Imaging.Restore;

/// <summary>
/// Finds out how hash tables of a type are made again. For keys of a structure code is compiled, which takes as long as tens
/// of thousands of keys: where it begins early enough, the second thread does.
/// </summary>
internal sealed class HashTablePreparation(Type table) : ForeignWork(1)
{
    private HashTableRebuilder? _rebuilder;

    /// <exception cref="RestoreException">The type is no hash table, or does not have the fields that are known here.</exception>
    internal HashTableRebuilder Rebuilder
    {
        get
        {
            Finish();
            return _rebuilder!;
        }
    }

    private protected override string Description => "how a hash table is made again is not found out in time on the second thread";

    /// <summary>Lets the second thread begin.</summary>
    internal void Begin()
    {
        if (!HasBegun)
        {
            SecondThread.Share(this);
        }
    }

    private protected override void Do(uint piece)
    {
        _rebuilder = HashTableRebuilder.Of(table);
        _rebuilder.Compile();
    }
}
