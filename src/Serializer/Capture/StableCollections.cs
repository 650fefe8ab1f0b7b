using System.Collections.Immutable;
using System.Reflection;
using Imaging.Serializer.Packages;

namespace Imaging.Serializer.Capture;

/// <summary>Which collections lie in memory as they would in every process, and which are constructed again there.</summary>
internal static class StableCollections
{
    private static readonly HashSet<Type> s_ordered =
    [
        typeof(SortedDictionary<,>), typeof(SortedList<,>), typeof(SortedSet<>), typeof(PriorityQueue<,>),
        typeof(ImmutableSortedDictionary<,>), typeof(ImmutableSortedSet<>),
    ];

    /// <summary>Whether a type is a collection that compares its keys, and one that may be copied.</summary>
    internal static bool IsOrdered(Type type) =>
        type == typeof(System.Collections.SortedList) || (type.IsGenericType && s_ordered.Contains(type.GetGenericTypeDefinition()));

    /// <summary>Whether what a collection keeps of its keys is the same in every process.</summary>
    internal static bool IsStable(object collection) => HasStableOrder(collection, collection.GetType());

    /// <summary>Whether a class of the user's derives from a collection that compares its keys.</summary>
    internal static bool DerivesFromOrdered(Type type) => !FrameworkDirectory.Contains(type.Assembly) && OrderedBase(type) is not null;

    /// <summary>Whether such a class orders its keys by something that may differ between processes.</summary>
    internal static bool IsUnstableBase(object collection) => !HasStableOrder(collection, OrderedBase(collection.GetType())!);

    private static Type? OrderedBase(Type type)
    {
        Type? level = type;
        while (level is not null && !IsOrdered(level))
        {
            level = level.BaseType;
        }

        return level;
    }

    // A comparison of the user's may ask for the current culture, and the invariant one is as the machine has it: only
    // what orders plain data is proven to order it alike everywhere.
    private static bool HasStableOrder(object collection, Type type)
    {
        PropertyInfo property = type.GetProperty("Comparer") ?? type.GetProperty("KeyComparer")!;
        object? comparer = property.GetValue(collection);
        Type key = type.GetGenericArguments()[type.GetGenericTypeDefinition() == typeof(PriorityQueue<,>) ? 1 : 0];
        return ReferenceEquals(comparer, StringComparer.Ordinal) || (IsDefault(comparer, key) && StableHashes.IsStable(Nullable.GetUnderlyingType(key) ?? key));
    }

    /// <summary>Whether a comparer is the one that collections of a key begin with.</summary>
    internal static bool IsDefault(object? comparer, Type key) =>
        comparer is null || ReferenceEquals(comparer, typeof(Comparer<>).MakeGenericType(key).GetProperty(nameof(Comparer<int>.Default))!.GetValue(null));
}
