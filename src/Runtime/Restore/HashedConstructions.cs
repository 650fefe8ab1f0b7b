using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Imaging.Restore;

// Collections that keep hash codes, or an order that follows from them.

internal sealed class ConcurrentDictionaryConstruction<TKey, TValue> : ObjectConstruction
    where TKey : notnull
{
    private protected override object Construct(in ConstructionArguments arguments) =>
        new ConcurrentDictionary<TKey, TValue>(ConstructionArguments.Pairs<TKey, TValue>(arguments), (IEqualityComparer<TKey>?)arguments.Comparer);
}

internal sealed class ConcurrentBagConstruction<T> : ObjectConstruction
{
    private protected override object Construct(in ConstructionArguments arguments) => new ConcurrentBag<T>((T[])arguments.Values!);
}

internal sealed class ImmutableDictionaryConstruction<TKey, TValue> : ObjectConstruction
    where TKey : notnull
{
    private protected override object Construct(in ConstructionArguments arguments)
    {
        var made = ImmutableDictionary.CreateRange(
            (IEqualityComparer<TKey>?)arguments.Comparer, (IEqualityComparer<TValue>?)arguments.ValueComparer, ConstructionArguments.Pairs<TKey, TValue>(arguments));
        return RequireCount(made, made.Count, ((TKey[])arguments.Keys!).Length);
    }
}

internal sealed class ImmutableHashSetConstruction<T> : ObjectConstruction
{
    private protected override object Construct(in ConstructionArguments arguments)
    {
        var keys = (T[])arguments.Keys!;
        ImmutableHashSet<T> made = ImmutableHashSet.CreateRange((IEqualityComparer<T>?)arguments.Comparer, keys);
        return RequireCount(made, made.Count, keys.Length);
    }
}

internal sealed class FrozenDictionaryConstruction<TKey, TValue> : ObjectConstruction
    where TKey : notnull
{
    private protected override object Construct(in ConstructionArguments arguments)
    {
        var made = ConstructionArguments.Pairs<TKey, TValue>(arguments).ToFrozenDictionary((IEqualityComparer<TKey>?)arguments.Comparer);
        return RequireCount(made, made.Count, ((TKey[])arguments.Keys!).Length);
    }
}

internal sealed class FrozenSetConstruction<T> : ObjectConstruction
{
    private protected override object Construct(in ConstructionArguments arguments)
    {
        var keys = (T[])arguments.Keys!;
        FrozenSet<T> made = keys.ToFrozenSet((IEqualityComparer<T>?)arguments.Comparer);
        return RequireCount(made, made.Count, keys.Length);
    }
}

internal sealed class HashtableConstruction : ObjectConstruction
{
    private protected override object Construct(in ConstructionArguments arguments)
    {
        var table = new Hashtable((IEqualityComparer?)arguments.Comparer);
        foreach (KeyValuePair<object, object?> pair in ConstructionArguments.Pairs<object, object?>(arguments))
        {
            table.Add(pair.Key, pair.Value);
        }

        return table;
    }
}
