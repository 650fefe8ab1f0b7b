using System.Runtime.CompilerServices;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>
/// Makes hash codes and chains of a <see cref="Dictionary{TKey, TValue}"/>, <see cref="OrderedDictionary{TKey, TValue}"/> or <see cref="HashSet{T}"/> again, in place. Its
/// entries stay where they are, so that enumeration order stays too.
/// </summary>
internal abstract class HashTableRebuilder
{
    private HashTableLayout _layout;

    /// <summary>The rebuilder of collections of a type, which may derive from one of those.</summary>
    /// <exception cref="RestoreException">The type is none, or does not have the fields that are known here.</exception>
    internal static HashTableRebuilder Of(Type type)
    {
        for (Type? level = type; level is not null; level = level.BaseType)
        {
            if (level.IsGenericType && OfTable(level, level.GetGenericTypeDefinition()) is { } rebuilder)
            {
                return rebuilder;
            }
        }

        throw new RestoreException($"a {type} is no hash table that can be made again");
    }

    private static HashTableRebuilder? OfTable(Type type, Type definition)
    {
        bool isSet = definition == typeof(HashSet<>);
        bool isOrdered = !isSet && definition != typeof(Dictionary<,>);
        if (isOrdered && !IsOrderedDictionary(definition))
        {
            return null;
        }

        DeclaredField entries = InstanceField.Find(type, "_entries");
        Type entry = entries.FieldType.GetElementType()!;
        HashTableRebuilder rebuilder = OfKey(type.GetGenericArguments()[0]);
        rebuilder._layout = new HashTableLayout(
            Buckets: InstanceField.Offset(type, "_buckets"),
            Entries: entries.Offset,
            Count: InstanceField.Offset(type, "_count"),
            Comparer: InstanceField.Offset(type, "_comparer"),
            EntrySize: (int)MethodTableFacts.Of(entries.FieldType).ComponentSize,
            HashCode: InstanceField.Offset(entry, isSet || isOrdered ? "HashCode" : "hashCode"),
            Next: InstanceField.Offset(entry, isSet || isOrdered ? "Next" : "next"),
            Key: InstanceField.Offset(entry, isSet ? "Value" : isOrdered ? "Key" : "key"));
        return rebuilder;
    }

    /// <param name="collection">The collection.</param>
    /// <param name="arrays">Arrays that are not filled yet; those that a hash function can come upon are.</param>
    /// <exception cref="RestoreException">The collection has more entries than room for them.</exception>
    internal void Rebuild(object collection, LargeArrays arrays)
    {
        if (InstanceField.Of<object?>(collection, _layout.Buckets) is not int[] buckets
            || InstanceField.Of<object?>(collection, _layout.Entries) is not Array entries)
        {
            return;
        }

        int count = InstanceField.Of<int>(collection, _layout.Count);
        if ((uint)count > (uint)entries.Length || (count > 0 && buckets.Length == 0))
        {
            throw new RestoreException($"a {collection.GetType()} has more entries than it has room for");
        }

        var keys = new HashTableKeys(this, entries, count, InstanceField.Of<object?>(collection, _layout.Comparer));
        if (!arrays.TryFinish(entries) || !keys.AreHashedAlone)
        {
            arrays.Finish();
        }

        HashCodes.Write(keys);
        if (count < HashTableLink.SharedFrom || CaptureSession.IsActive)
        {
            Link(entries, count, buckets);
        }
        else
        {
            arrays.Link(new HashTableLink(this, entries, count, buckets));
        }
    }

    /// <summary>Writes the hash codes of some entries.</summary>
    /// <param name="keys">The table's keys.</param>
    /// <param name="from">The first entry.</param>
    /// <param name="to">The one behind the last.</param>
    internal void WriteHashCodes(in HashTableKeys keys, int from, int to) =>
        WriteHashCodes(ref Unsafe.AddByteOffset(ref MethodTableFacts.ElementsOf(keys.Entries), (nint)from * _layout.EntrySize), to - from, _layout, keys.Comparer);

    /// <summary>Has the code compiled that writes hash codes.</summary>
    internal void Compile() => WriteHashCodes(ref Unsafe.NullRef<byte>(), 0, _layout, null);

    /// <summary>The type of the keys.</summary>
    internal Type KeyType { get; private set; } = null!;

    private protected abstract void WriteHashCodes(ref byte entries, int count, in HashTableLayout layout, object? comparer);

    /// <summary>Makes the chains of entries whose hash codes are written, as the collections themselves would have come to them by adding the entries in order.</summary>
    internal void Link(Array entries, int count, int[] buckets)
    {
        Array.Clear(buckets);
        uint length = (uint)buckets.Length;
        ref byte entry = ref MethodTableFacts.ElementsOf(entries);
        for (int i = 0; i < count; i++, entry = ref Unsafe.AddByteOffset(ref entry, _layout.EntrySize))
        {
            ref int next = ref Unsafe.As<byte, int>(ref Unsafe.AddByteOffset(ref entry, _layout.Next));
            if (next >= -1)
            {
                ref int bucket = ref buckets[(int)(Unsafe.As<byte, uint>(ref Unsafe.AddByteOffset(ref entry, _layout.HashCode)) % length)];
                next = bucket - 1;
                bucket = i + 1;
            }
        }
    }

    // Apart: naming the type loads its assembly.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsOrderedDictionary(Type? definition) => definition == typeof(OrderedDictionary<,>);

    // Keys of reference types share the code of object, which is compiled ahead of time because it is named here.
    private static HashTableRebuilder OfKey(Type key)
    {
        HashTableRebuilder rebuilder = key == typeof(object)
            ? new HashTableRebuilder<object>()
            : (HashTableRebuilder)ObjectAllocation.New((key.IsValueType ? typeof(OptimizedHashTableRebuilder<>) : typeof(HashTableRebuilder<>)).MakeGenericType(key));
        rebuilder.KeyType = key;
        return rebuilder;
    }
}

/// <summary>Where the parts of a hash table lie in it, and in its entries.</summary>
internal readonly record struct HashTableLayout(int Buckets, int Entries, int Count, int Comparer, int EntrySize, int HashCode, int Next, int Key);

/// <summary>The rebuilder for keys of one type.</summary>
internal class HashTableRebuilder<TKey> : HashTableRebuilder
{
    private protected override void WriteHashCodes(ref byte entries, int count, in HashTableLayout layout, object? comparer) =>
        Write(ref entries, count, layout, comparer);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected static void Write(ref byte entries, int count, in HashTableLayout layout, object? comparer)
    {
        var hasher = comparer as IEqualityComparer<TKey>;
        int size = layout.EntrySize;
        int keyOffset = layout.Key;
        int nextOffset = layout.Next;
        int hashCodeOffset = layout.HashCode;
        ref byte entry = ref entries;
        for (int i = 0; i < count; i++, entry = ref Unsafe.AddByteOffset(ref entry, size))
        {
            if (Unsafe.As<byte, int>(ref Unsafe.AddByteOffset(ref entry, nextOffset)) < -1)
            {
                continue;
            }

            TKey key = Unsafe.As<byte, TKey>(ref Unsafe.AddByteOffset(ref entry, keyOffset));
            Unsafe.As<byte, int>(ref Unsafe.AddByteOffset(ref entry, hashCodeOffset)) =
                key is null ? 0 : hasher is null ? key.GetHashCode() : hasher.GetHashCode(key);
        }
    }
}

/// <summary>The rebuilder for keys of a structure: for none of them, the framework's included, is code compiled ahead of time.</summary>
internal sealed class OptimizedHashTableRebuilder<TKey> : HashTableRebuilder<TKey>
{
    // Optimised at once: a table of a hundred thousand keys is over before tiered compilation looks at it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void WriteHashCodes(ref byte entries, int count, in HashTableLayout layout, object? comparer) =>
        Write(ref entries, count, layout, comparer);
}
