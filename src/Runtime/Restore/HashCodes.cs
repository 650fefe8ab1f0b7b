using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>The keys of a hash table.</summary>
/// <param name="Rebuilder">Knows their type.</param>
/// <param name="Entries">The array that they are in.</param>
/// <param name="Count">How many entries are in use or were.</param>
/// <param name="Comparer">The table's comparer; <see langword="null"/> where the keys hash themselves.</param>
internal readonly record struct HashTableKeys(HashTableRebuilder Rebuilder, Array Entries, int Count, object? Comparer)
{
    /// <summary>Whether no code of the program hashes them.</summary>
    internal bool AreHashedByFramework =>
        IsOfFramework(Rebuilder.KeyType) && (Comparer is null || (Comparer is StringComparer && Comparer.GetType().Assembly == typeof(object).Assembly));

    /// <summary>Whether whoever hashes them is given nothing but the keys: no comparer, or one that leads to no other object.</summary>
    internal bool AreHashedAlone =>
        Comparer is null || !MethodTableFacts.Of(Comparer.GetType()).ContainsReferences || AreHashedByFramework;

    // A class may be derived from, and enumerations are hashed as numbers.
    private static bool IsOfFramework(Type type)
    {
        if (type.IsEnum || type == typeof(string))
        {
            return true;
        }

        if (!type.IsValueType || type.Assembly != typeof(object).Assembly)
        {
            return false;
        }

        foreach (Type argument in type.GetGenericArguments())
        {
            if (!IsOfFramework(argument))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>
/// Writes the hash codes of a table. Two threads share the keys of a large one, where only the framework's code hashes them:
/// the program's may rest on the thread that runs it, and promises nothing to a second one.
/// </summary>
internal sealed class HashCodes : SharedWork
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
        if (keys.Count < SharedFrom || CaptureSession.IsActive || !keys.AreHashedByFramework)
        {
            keys.Rebuilder.WriteHashCodes(keys, 0, keys.Count);
            return;
        }

        var work = new HashCodes(keys);
        SecondThread.Share(work);
        work.Finish();
    }

    private protected override void Do(uint piece)
    {
        int from = (int)piece * PieceEntries;
        _keys.Rebuilder.WriteHashCodes(_keys, from, Math.Min(from + PieceEntries, _keys.Count));
    }
}
