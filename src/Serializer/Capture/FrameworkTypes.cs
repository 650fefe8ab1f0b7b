namespace Imaging.Serializer.Capture;

/// <summary>The framework's classes that are known to be captured rightly when their fields are copied.</summary>
/// <remarks>Structures need no list: what they hold is looked at field by field.</remarks>
internal static class FrameworkTypes
{
    private static readonly HashSet<string> s_copied =
    [
        "System.Object",
        "System.Attribute",
        "System.EventArgs",
        "System.Lazy`1",
        "System.LazyHelper",
        "System.Tuple`1",
        "System.Tuple`2",
        "System.Tuple`3",
        "System.Tuple`4",
        "System.Tuple`5",
        "System.Tuple`6",
        "System.Tuple`7",
        "System.Tuple`8",
        "System.Version",
        "System.StringComparer",
        "System.Runtime.CompilerServices.StrongBox`1",
        "System.Text.StringBuilder",
        "System.Collections.BitArray",
        "System.Collections.ArrayList",
        "System.Collections.CollectionBase",
        "System.Collections.ReadOnlyCollectionBase",
        "System.Collections.Queue",
        "System.Collections.Stack",
        "System.Collections.Generic.EqualityComparer`1",
        "System.Collections.Generic.Comparer`1",
        "System.Collections.Generic.List`1",
        "System.Collections.Generic.Queue`1",
        "System.Collections.Generic.Stack`1",
        "System.Collections.Generic.LinkedList`1",
        "System.Collections.Generic.LinkedListNode`1",
        "System.Collections.Generic.SortedDictionary`2",
        "System.Collections.Generic.SortedDictionary`2+KeyCollection",
        "System.Collections.Generic.SortedDictionary`2+ValueCollection",
        "System.Collections.Generic.SortedDictionary`2+KeyValuePairComparer",
        "System.Collections.Generic.SortedList`2",
        "System.Collections.Generic.SortedList`2+KeyList",
        "System.Collections.Generic.SortedList`2+ValueList",
        "System.Collections.Generic.SortedSet`1",
        "System.Collections.Generic.SortedSet`1+Node",
        "System.Collections.Generic.TreeSet`1",
        "System.Collections.Generic.PriorityQueue`2",
        "System.Collections.Generic.Dictionary`2+KeyCollection",
        "System.Collections.Generic.Dictionary`2+ValueCollection",
        "System.Collections.ObjectModel.Collection`1",
        "System.Collections.ObjectModel.KeyedCollection`2",
        "System.Collections.ObjectModel.ObservableCollection`1",
        "System.Collections.ObjectModel.ObservableCollection`1+SimpleMonitor",
        "System.Collections.ObjectModel.ReadOnlyCollection`1",
        "System.Collections.ObjectModel.ReadOnlyDictionary`2",
        "System.Collections.ObjectModel.ReadOnlyDictionary`2+KeyCollection",
        "System.Collections.ObjectModel.ReadOnlyDictionary`2+ValueCollection",
        "System.Collections.ObjectModel.ReadOnlySet`1",
        "System.Collections.Concurrent.ConcurrentQueue`1",
        "System.Collections.Concurrent.ConcurrentQueueSegment`1",
        "System.Collections.Concurrent.ConcurrentStack`1",
        "System.Collections.Concurrent.ConcurrentStack`1+Node",
        "System.Collections.Concurrent.ConcurrentDictionary`2+Tables",
        "System.Collections.Concurrent.ConcurrentDictionary`2+Node",
        "System.Collections.Immutable.ImmutableList`1",
        "System.Collections.Immutable.ImmutableList`1+Node",
        "System.Collections.Immutable.ImmutableStack`1",
        "System.Collections.Immutable.ImmutableQueue`1",
        "System.Collections.Immutable.ImmutableSortedDictionary`2",
        "System.Collections.Immutable.ImmutableSortedDictionary`2+Node",
        "System.Collections.Immutable.ImmutableSortedSet`1",
        "System.Collections.Immutable.ImmutableSortedSet`1+Node",
    ];

    private const string FrozenNamespace = "System.Collections.Frozen";

    // Of the frozen collections, those that hash nothing, or only strings by ordinal value with a hash function of their own.
    private static readonly string[] s_frozenWithOwnHash =
    [
        "OrdinalStringFrozen",
        "LengthBucketsFrozen",
        "Int32Frozen",
        "SmallFrozen",
        "SmallValueTypeComparableFrozen",
        "SmallValueTypeDefaultComparerFrozen",
        "SmallComparerFrozen",
        "DenseIntegralFrozen",
        "EmptyFrozen",
    ];

    /// <summary>Whether the fields of a framework class may be copied, bases aside.</summary>
    internal static bool IsCopied(Type type)
    {
        Type definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return s_copied.Contains(definition.FullName ?? "") || (definition.Namespace == FrozenNamespace && FrozenRefusal(type) is null);
    }

    /// <summary>Whether a class is a frozen collection, or a part of one.</summary>
    internal static bool IsFrozen(Type type) => type.Namespace == FrozenNamespace;

    /// <summary>Why a frozen collection cannot be copied; <see langword="null"/> where it can.</summary>
    internal static string? FrozenRefusal(Type type)
    {
        string name = type.Name;
        if (type.IsAbstract || (type.IsNested && name.StartsWith("GSW", StringComparison.Ordinal)))
        {
            return null;
        }

        if (s_frozenWithOwnHash.Any(known => name.StartsWith(known, StringComparison.Ordinal)))
        {
            return name.Contains("CaseInsensitive", StringComparison.Ordinal) && !name.Contains("CaseInsensitiveAscii", StringComparison.Ordinal)
                ? "it folds case of keys that are not all ASCII, with tables that differ between processes"
                : null;
        }

        if (name.StartsWith("FrozenHashTable", StringComparison.Ordinal) || name.StartsWith("KeysAndValues", StringComparison.Ordinal))
        {
            return null;
        }

        // Keys of these types are hashed by another class, unless there is a comparer of the user's.
        Type? key = type.IsGenericType ? type.GetGenericArguments()[0] : null;
        return key is not null && StableHashes.IsStable(key) && !name.StartsWith("DefaultFrozen", StringComparison.Ordinal)
            ? null
            : "it stores hash codes that differ between processes";
    }
}
