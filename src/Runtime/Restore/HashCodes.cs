namespace Imaging.Restore;

/// <summary>The keys of a hash table.</summary>
/// <param name="Rebuilder">Knows their type.</param>
/// <param name="Entries">The array that they are in.</param>
/// <param name="Count">How many entries are in use or were.</param>
/// <param name="Comparer">The table's comparer; <see langword="null"/> where the keys hash themselves.</param>
internal readonly record struct HashTableKeys(HashTableRebuilder Rebuilder, Array Entries, int Count, object? Comparer);

/// <summary>Writes the hash codes of a large table, which takes most of the time that it takes to make the table again.</summary>
internal sealed class HashCodes : ForeignWork
{
    private const int PieceEntries = 4 << 10;

    // Fewer are hashed before another thread has come.
    private const int SharedFrom = 4 * PieceEntries;

    private readonly HashTableKeys _keys;

    private HashCodes(in HashTableKeys keys)
        : base((uint)(keys.Count + PieceEntries - 1) / PieceEntries) => _keys = keys;

    internal static void Write(in HashTableKeys keys)
    {
        // A capture notes what it meets, on its own thread.
        if (keys.Count < SharedFrom || CaptureSession.IsActive)
        {
            keys.Rebuilder.WriteHashCodes(keys, 0, keys.Count);
            return;
        }

        var work = new HashCodes(keys);
        SecondThread.Share(work);
        work.Finish();
    }

    private protected override string Description => "the keys of a hash table are not hashed in time on the second thread";

    private protected override void Do(uint piece)
    {
        int from = (int)piece * PieceEntries;
        _keys.Rebuilder.WriteHashCodes(_keys, from, Math.Min(from + PieceEntries, _keys.Count));
    }
}
