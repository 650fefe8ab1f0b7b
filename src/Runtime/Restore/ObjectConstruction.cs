using System.Runtime.CompilerServices;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>
/// Constructs an object of a class of the framework through its public interface, and gives its fields to the one that was
/// allocated: what lies in such an object depends on hash codes, cultures, threads or numbers of its process.
/// </summary>
internal abstract class ObjectConstruction
{
    /// <summary>Comparer, comparer of values, keys, values.</summary>
    internal const uint ArgumentCount = 4;

    private FieldCopy? _fields;

    /// <exception cref="RestoreException">This process does not make it as the image has it.</exception>
    internal void Rebuild(object instance, in ConstructionArguments arguments)
    {
        object constructed = Construct(arguments);
        if (constructed.GetType() != instance.GetType())
        {
            throw new RestoreException($"this process makes a {constructed.GetType()} where the image has a {instance.GetType()}");
        }

        _fields ??= new FieldCopy(instance.GetType());
        _fields.Copy(constructed, instance);
    }

    private protected abstract object Construct(in ConstructionArguments arguments);

    /// <exception cref="RestoreException">Some are missing.</exception>
    private protected static object RequireCount(object collection, int count, int expected) =>
        count == expected ? collection : throw new RestoreException($"of {expected} keys of a {collection.GetType()} only {count} differ in this process");

    /// <summary>What constructs objects of a type.</summary>
    /// <exception cref="ImageFormatException">Nothing does.</exception>
    internal static ObjectConstruction Of(Type type)
    {
        for (Type? level = type; level is not null; level = level.BaseType)
        {
            string? name = (level.IsGenericType ? level.GetGenericTypeDefinition() : level).FullName;
            if (Collection(name) is { } generic && level.IsGenericType)
            {
                return (ObjectConstruction)ObjectAllocation.New(generic.MakeGenericType(level.GetGenericArguments()));
            }

            if (Other(name) is { } construction)
            {
                return construction;
            }
        }

        throw new ImageFormatException($"the image is damaged: a {type} is not constructed");
    }

    // Apart: a method loads all types that it names.
    private static Type? Collection(string? name) => Concurrent(name) ?? Sorted(name) ?? Frozen(name) ?? Immutable(name);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Type? Concurrent(string? name) => name switch
    {
        "System.Collections.Concurrent.ConcurrentDictionary`2" => typeof(ConcurrentDictionaryConstruction<,>),
        "System.Collections.Concurrent.ConcurrentBag`1" => typeof(ConcurrentBagConstruction<>),
        _ => null,
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Type? Sorted(string? name) => name switch
    {
        "System.Collections.Generic.SortedDictionary`2" => typeof(SortedDictionaryConstruction<,>),
        "System.Collections.Generic.SortedList`2" => typeof(SortedListConstruction<,>),
        "System.Collections.Generic.SortedSet`1" => typeof(SortedSetConstruction<>),
        "System.Collections.Generic.PriorityQueue`2" => typeof(PriorityQueueConstruction<,>),
        _ => null,
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Type? Frozen(string? name) => name switch
    {
        "System.Collections.Frozen.FrozenDictionary`2" => typeof(FrozenDictionaryConstruction<,>),
        "System.Collections.Frozen.FrozenSet`1" => typeof(FrozenSetConstruction<>),
        _ => null,
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Type? Immutable(string? name) => name switch
    {
        "System.Collections.Immutable.ImmutableDictionary`2" => typeof(ImmutableDictionaryConstruction<,>),
        "System.Collections.Immutable.ImmutableHashSet`1" => typeof(ImmutableHashSetConstruction<>),
        "System.Collections.Immutable.ImmutableSortedDictionary`2" => typeof(ImmutableSortedDictionaryConstruction<,>),
        "System.Collections.Immutable.ImmutableSortedSet`1" => typeof(ImmutableSortedSetConstruction<>),
        _ => null,
    };

    private static ObjectConstruction? Other(string? name) => name switch
    {
        "System.Collections.Hashtable" => new HashtableConstruction(),
        "System.Collections.SortedList" => new OrderedListConstruction(),
        "System.Uri" => new UriConstruction(),
        "System.Threading.Lock" => new LockConstruction(),
        "System.Threading.SemaphoreSlim" => new SemaphoreConstruction(),
        "System.Threading.ManualResetEventSlim" => new EventConstruction(),
        "System.Threading.CountdownEvent" => new CountdownConstruction(),
        "System.Threading.ReaderWriterLockSlim" => new ReaderWriterLockConstruction(),
        "System.Threading.Barrier" => new BarrierConstruction(),
        _ => null,
    };
}

/// <summary>What an object is constructed from.</summary>
/// <param name="Comparer">The comparer of keys; <see langword="null"/> for the default one.</param>
/// <param name="ValueComparer">The comparer of values.</param>
/// <param name="Keys">An array of keys, of elements that are hashed or ordered, or of text.</param>
/// <param name="Values">An array of values, of other elements, or of numbers.</param>
internal readonly record struct ConstructionArguments(object? Comparer, object? ValueComparer, object? Keys, object? Values)
{
    internal static IEnumerable<KeyValuePair<TKey, TValue>> Pairs<TKey, TValue>(in ConstructionArguments arguments)
    {
        var keys = (TKey[])arguments.Keys!;
        var values = (TValue[])arguments.Values!;
        var pairs = new KeyValuePair<TKey, TValue>[keys.Length];
        for (int i = 0; i < pairs.Length; i++)
        {
            pairs[i] = new KeyValuePair<TKey, TValue>(keys[i], values[i]);
        }

        return pairs;
    }

    internal int Number(int index) => ((int[])Values!)[index];
}
