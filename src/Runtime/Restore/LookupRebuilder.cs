namespace Imaging.Restore;

/// <summary>Makes hash codes and chains of a <c>System.Linq.Lookup</c> again, in place.</summary>
internal abstract class LookupRebuilder
{
    /// <exception cref="RestoreException">The lookup does not have the fields that are known here.</exception>
    internal static void Rebuild(object lookup)
    {
        Type type = lookup.GetType();
        if (type.Assembly != typeof(Enumerable).Assembly || !type.IsGenericType
            || InstanceField.Reference(lookup, "_groupings") is not object?[] groupings)
        {
            throw new RestoreException($"a {type} is no lookup that can be made again");
        }

        Array.Clear(groupings);
        if (InstanceField.Reference(lookup, "_lastGrouping") is not { } last)
        {
            return;
        }

        Type grouping = last.GetType();
        var layout = new LookupLayout(
            InstanceField.Offset(grouping, "_hashCode"),
            InstanceField.Offset(grouping, "_hashNext"),
            InstanceField.Offset(grouping, "_next"),
            InstanceField.Offset(grouping, "_key"));
        Type key = type.GetGenericArguments()[0];
        LookupRebuilder rebuilder = key == typeof(object)
            ? new LookupRebuilder<object>()
            : (LookupRebuilder)ObjectAllocation.New(typeof(LookupRebuilder<>).MakeGenericType(key));
        rebuilder.Rebuild(last, groupings, layout, InstanceField.Reference(lookup, "_comparer"));
    }

    private protected abstract void Rebuild(object last, object?[] groupings, in LookupLayout layout, object? comparer);
}

/// <summary>Where the parts of a lookup's groupings lie.</summary>
internal readonly record struct LookupLayout(int HashCodeOffset, int HashNextOffset, int NextOffset, int KeyOffset);

/// <summary>The rebuilder for keys of one type.</summary>
internal sealed class LookupRebuilder<TKey> : LookupRebuilder
{
    private protected override void Rebuild(object last, object?[] groupings, in LookupLayout layout, object? comparer)
    {
        IEqualityComparer<TKey> hasher = comparer as IEqualityComparer<TKey> ?? EqualityComparer<TKey>.Default;
        object? at = last;
        do
        {
            at = InstanceField.Of<object?>(at, layout.NextOffset);
            if (at is null || at.GetType() != last.GetType())
            {
                throw new RestoreException("a lookup's groupings are no ring");
            }

            TKey key = InstanceField.Of<TKey>(at, layout.KeyOffset);
            int hash = key is null ? 0 : hasher.GetHashCode(key) & int.MaxValue;
            InstanceField.Of<int>(at, layout.HashCodeOffset) = hash;
            int bucket = hash % groupings.Length;
            InstanceField.Of<object?>(at, layout.HashNextOffset) = groupings[bucket];
            groupings[bucket] = at;
        }
        while (at != last);
    }
}
