namespace Imaging.Serializer.Graphs;

/// <summary>What the fields of a collection, or of the objects that one consists of, are to people who know its elements only.</summary>
/// <remarks>It decides what paths look like and nothing else: a collection that is not known here has paths of its fields.</remarks>
internal sealed record CollectionRole
{
    private static readonly Dictionary<string, CollectionRole> s_known = new()
    {
        ["System.Collections.Generic.List`1"] = new() { Items = "_items", Count = "_size" },
        ["System.Collections.Generic.Dictionary`2"] = Within("_entries", "_count"),
        ["System.Collections.Generic.Dictionary`2+Entry[]"] = Entry("key", "value"),
        ["System.Collections.Generic.HashSet`1"] = Within("_entries", "_count"),
        ["System.Collections.Generic.HashSet`1+Entry[]"] = Entry("Value", "Value"),
        ["System.Collections.Generic.OrderedDictionary`2"] = Within("_entries", "_count"),
        ["System.Collections.Generic.OrderedDictionary`2+Entry[]"] = Entry("Key", "Value"),
        ["System.Collections.Generic.SortedDictionary`2"] = Within("_set"),
        ["System.Collections.Generic.SortedSet`1"] = Within("root"),
        ["System.Collections.Generic.SortedSet`1+Node"] = Entry("Item", "Item", "Left", "Right"),
        ["System.Collections.Generic.SortedList`2"] = new() { Keys = "keys", Values = "values", Count = "_size" },
        ["System.Collections.Concurrent.ConcurrentDictionary`2"] = Within("_tables"),
        ["System.Collections.Concurrent.ConcurrentDictionary`2+Tables"] = Within("_buckets"),
        ["System.Collections.Concurrent.ConcurrentDictionary`2+VolatileNode[]"] = Within("_node"),
        ["System.Collections.Concurrent.ConcurrentDictionary`2+Node"] = Entry("_key", "_value", "_next"),
        ["System.Collections.Immutable.ImmutableSortedDictionary`2"] = Within("_root"),
        ["System.Collections.Immutable.ImmutableSortedDictionary`2+Node"] = Entry("_key", "_value", "_left", "_right"),
    };

    private static readonly CollectionRole s_pairs = Entry("Item.key", "Item.value", "Left", "Right");
    private static readonly CollectionRole s_frozenDictionary = new() { Keys = "_keys", Values = "_values" };
    private static readonly CollectionRole s_frozenSet = new() { Keys = "_items", Values = "_items" };

    /// <summary>A collection that is made again of its keys and values.</summary>
    internal static CollectionRole Constructed { get; } = new() { Keys = "keys", Values = "values" };

    /// <summary>A set that is made again of its elements.</summary>
    internal static CollectionRole ConstructedSet { get; } = new() { Keys = "keys", Values = "keys" };

    /// <summary>An array of several dimensions, made again of its elements in a row.</summary>
    internal static CollectionRole ConstructedArray { get; } = new() { Items = "elements" };

    /// <summary>The fields that lead to more of the same collection.</summary>
    internal IReadOnlyList<string> Inner { get; private init; } = [];

    /// <summary>The fields that hold the key of an entry, and its value.</summary>
    internal string? Key { get; private init; }

    internal string? Value { get; private init; }

    /// <summary>The field that holds an array of the elements, which are called by their places in it.</summary>
    internal string? Items { get; private init; }

    /// <summary>The fields that hold arrays of keys and, at the same places, values.</summary>
    internal string? Keys { get; private init; }

    internal string? Values { get; private init; }

    /// <summary>The field that says how many entries there are, where there may be room for more.</summary>
    internal string? Count { get; private init; }

    internal static CollectionRole? Of(ObjectShape shape)
    {
        Type type = shape.Type;
        if (type.IsSZArray)
        {
            return s_known.GetValueOrDefault(TypeIdentity.DefinitionName(type.GetElementType()!) + "[]");
        }

        for (Type? level = type; level is not null; level = level.BaseType)
        {
            string name = TypeIdentity.DefinitionName(level);
            if (s_known.TryGetValue(name, out CollectionRole? role))
            {
                return role.Key == "Item" && shape.Type.GetGenericArguments() is [{ IsGenericType: true, Name: "KeyValuePair`2" }] ? s_pairs : role;
            }

            CollectionRole? frozen = name switch
            {
                // What is dense has its values in the order of the keys' numbers.
                "System.Collections.Frozen.FrozenDictionary`2" when !type.FullName!.Contains("Dense", StringComparison.Ordinal) => s_frozenDictionary,
                "System.Collections.Frozen.FrozenSet`1" => s_frozenSet,
                _ => null,
            };
            if (frozen is not null)
            {
                return HasField(type, frozen.Keys!) && HasField(type, frozen.Values!) ? frozen : null;
            }
        }

        return null;
    }

    private static bool HasField(Type type, string name)
    {
        for (Type? level = type; level is not null; level = level.BaseType)
        {
            if (level.GetField(name, System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.DeclaredOnly) is { FieldType.IsSZArray: true })
            {
                return true;
            }
        }

        return false;
    }

    private static CollectionRole Within(string inner, string? count = null) => new() { Inner = [inner], Count = count };

    private static CollectionRole Entry(string key, string value, params string[] inner) => new() { Key = key, Value = value, Inner = inner };
}
