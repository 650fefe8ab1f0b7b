using System.Collections;
using System.Collections.Immutable;

namespace Imaging.Restore;

// Collections whose order is that of a culture, or of tables that differ between processes.

internal sealed class SortedDictionaryConstruction<TKey, TValue> : ObjectConstruction
    where TKey : notnull
{
    private protected override object Construct(in ConstructionArguments arguments)
    {
        var made = new SortedDictionary<TKey, TValue>((IComparer<TKey>?)arguments.Comparer);
        foreach (KeyValuePair<TKey, TValue> pair in ConstructionArguments.Pairs<TKey, TValue>(arguments))
        {
            made.Add(pair.Key, pair.Value);
        }

        return made;
    }
}

internal sealed class SortedListConstruction<TKey, TValue> : ObjectConstruction
    where TKey : notnull
{
    private protected override object Construct(in ConstructionArguments arguments)
    {
        var made = new SortedList<TKey, TValue>(((TKey[])arguments.Keys!).Length, (IComparer<TKey>?)arguments.Comparer);
        foreach (KeyValuePair<TKey, TValue> pair in ConstructionArguments.Pairs<TKey, TValue>(arguments))
        {
            made.Add(pair.Key, pair.Value);
        }

        return made;
    }
}

internal sealed class SortedSetConstruction<T> : ObjectConstruction
{
    private protected override object Construct(in ConstructionArguments arguments)
    {
        var keys = (T[])arguments.Keys!;
        var made = new SortedSet<T>(keys, (IComparer<T>?)arguments.Comparer);
        return RequireCount(made, made.Count, keys.Length);
    }
}

internal sealed class PriorityQueueConstruction<TElement, TPriority> : ObjectConstruction
{
    private protected override object Construct(in ConstructionArguments arguments)
    {
        var priorities = (TPriority[])arguments.Keys!;
        var elements = (TElement[])arguments.Values!;
        var made = new PriorityQueue<TElement, TPriority>(elements.Length, (IComparer<TPriority>?)arguments.Comparer);
        for (int i = 0; i < elements.Length; i++)
        {
            made.Enqueue(elements[i], priorities[i]);
        }

        return made;
    }
}

internal sealed class ImmutableSortedDictionaryConstruction<TKey, TValue> : ObjectConstruction
    where TKey : notnull
{
    private protected override object Construct(in ConstructionArguments arguments)
    {
        var made = ImmutableSortedDictionary.CreateRange(
            (IComparer<TKey>?)arguments.Comparer, (IEqualityComparer<TValue>?)arguments.ValueComparer, ConstructionArguments.Pairs<TKey, TValue>(arguments));
        return RequireCount(made, made.Count, ((TKey[])arguments.Keys!).Length);
    }
}

internal sealed class ImmutableSortedSetConstruction<T> : ObjectConstruction
{
    private protected override object Construct(in ConstructionArguments arguments)
    {
        var keys = (T[])arguments.Keys!;
        ImmutableSortedSet<T> made = ImmutableSortedSet.CreateRange((IComparer<T>?)arguments.Comparer, keys);
        return RequireCount(made, made.Count, keys.Length);
    }
}

internal sealed class OrderedListConstruction : ObjectConstruction
{
    private protected override object Construct(in ConstructionArguments arguments)
    {
        var made = new SortedList((IComparer?)arguments.Comparer, ((object[])arguments.Keys!).Length);
        foreach (KeyValuePair<object, object?> pair in ConstructionArguments.Pairs<object, object?>(arguments))
        {
            made.Add(pair.Key, pair.Value);
        }

        return made;
    }
}
