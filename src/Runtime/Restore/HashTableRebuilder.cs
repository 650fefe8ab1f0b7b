using System.Runtime.CompilerServices;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>
/// Makes hash codes and chains of a <see cref="Dictionary{TKey, TValue}"/>, <see cref="OrderedDictionary{TKey, TValue}"/> or <see cref="HashSet{T}"/> again, in place. Its
/// entries stay where they are, so that enumeration order stays too.
/// </summary>
internal abstract class HashTableRebuilder
{
    /// <exception cref="RestoreException">The collection does not have the fields that are known here.</exception>
    internal static void Rebuild(object collection)
    {
        Type type = collection.GetType();
        Type? definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        bool isSet = definition == typeof(HashSet<>);
        bool isOrdered = !isSet && definition != typeof(Dictionary<,>);
        if (isOrdered && !IsOrderedDictionary(definition))
        {
            throw new RestoreException($"a {type} is no hash table that can be made again");
        }

        if (InstanceField.Reference(collection, "_buckets") is not int[] buckets
            || InstanceField.Reference(collection, "_entries") is not Array entries)
        {
            return;
        }

        Type entry = entries.GetType().GetElementType()!;
        var layout = new HashTableLayout(
            Count: InstanceField.Of<int>(collection, InstanceField.Offset(type, "_count")),
            EntrySize: (int)MethodTableFacts.Of(entries.GetType()).ComponentSize,
            HashCodeOffset: InstanceField.Offset(entry, isSet || isOrdered ? "HashCode" : "hashCode"),
            NextOffset: InstanceField.Offset(entry, isSet || isOrdered ? "Next" : "next"),
            KeyOffset: InstanceField.Offset(entry, isSet ? "Value" : isOrdered ? "Key" : "key"));
        if ((uint)layout.Count > (uint)entries.Length || (layout.Count > 0 && buckets.Length == 0))
        {
            throw new RestoreException($"a {type} has more entries than it has room for");
        }

        Type key = type.GetGenericArguments()[0];
        Array.Clear(buckets);
        Create(key).Rebuild(
            ref MethodTableFacts.ElementsOf(entries),
            buckets,
            layout,
            InstanceField.Reference(collection, "_comparer"));
    }

    // Apart: naming the type loads its assembly.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsOrderedDictionary(Type? definition) => definition == typeof(OrderedDictionary<,>);

    private protected abstract void Rebuild(ref byte entries, int[] buckets, in HashTableLayout layout, object? comparer);

    // Keys of reference types share the code of object, which is compiled ahead of time because it is named here.
    private static HashTableRebuilder Create(Type key) =>
        key == typeof(object) ? new HashTableRebuilder<object>()
        : (HashTableRebuilder)ObjectAllocation.New((key.IsValueType ? typeof(OptimizedHashTableRebuilder<>) : typeof(HashTableRebuilder<>)).MakeGenericType(key));
}

/// <summary>Where the parts of a hash table's entries lie.</summary>
internal readonly record struct HashTableLayout(int Count, int EntrySize, int HashCodeOffset, int NextOffset, int KeyOffset);

/// <summary>The rebuilder for keys of one type.</summary>
internal class HashTableRebuilder<TKey> : HashTableRebuilder
{
    private protected override void Rebuild(ref byte entries, int[] buckets, in HashTableLayout layout, object? comparer) =>
        Fill(ref entries, buckets, layout, comparer);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected static void Fill(ref byte entries, int[] buckets, in HashTableLayout layout, object? comparer)
    {
        var hasher = comparer as IEqualityComparer<TKey>;
        uint length = (uint)buckets.Length;
        int size = layout.EntrySize;
        int keyOffset = layout.KeyOffset;
        int nextOffset = layout.NextOffset;
        int hashCodeOffset = layout.HashCodeOffset;
        ref byte entry = ref entries;
        for (int i = 0; i < layout.Count; i++, entry = ref Unsafe.AddByteOffset(ref entry, size))
        {
            ref int next = ref Unsafe.As<byte, int>(ref Unsafe.AddByteOffset(ref entry, nextOffset));
            if (next < -1)
            {
                continue;
            }

            TKey key = Unsafe.As<byte, TKey>(ref Unsafe.AddByteOffset(ref entry, keyOffset));
            int hash = key is null ? 0 : hasher is null ? key.GetHashCode() : hasher.GetHashCode(key);
            Unsafe.As<byte, int>(ref Unsafe.AddByteOffset(ref entry, hashCodeOffset)) = hash;
            ref int bucket = ref buckets[(int)((uint)hash % length)];
            next = bucket - 1;
            bucket = i + 1;
        }
    }
}

/// <summary>The rebuilder for keys of a structure, which no code is compiled for ahead of time.</summary>
internal sealed class OptimizedHashTableRebuilder<TKey> : HashTableRebuilder<TKey>
{
    // Optimised at once: a table of a hundred thousand keys is over before tiered compilation looks at it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Rebuild(ref byte entries, int[] buckets, in HashTableLayout layout, object? comparer) =>
        Fill(ref entries, buckets, layout, comparer);
}
