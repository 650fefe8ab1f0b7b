/// <summary>Objects that a restore constructs, so that their fields need not be the same: compared by what they hold and say.</summary>
internal static class ConstructedObjects
{
    private static readonly HashSet<string> s_ordered =
        ["SortedDictionary`2", "SortedList`2", "SortedSet`1", "ImmutableSortedDictionary`2", "ImmutableSortedSet`1", "SortedList"];

    private static readonly HashSet<string> s_unordered =
        ["ConcurrentDictionary`2", "ConcurrentBag`1", "ImmutableDictionary`2", "ImmutableHashSet`1", "FrozenDictionary`2", "FrozenSet`1", "Hashtable", "PriorityQueue`2"];

    private static readonly HashSet<string> s_others =
        ["Uri", "Lock", "SemaphoreSlim", "ReaderWriterLockSlim", "ManualResetEventSlim", "Barrier", "CountdownEvent", "SearchValues`1"];

    // Copied themselves, but over a table that is constructed.
    private static readonly HashSet<string> s_overUnordered = ["HybridDictionary", "StringDictionary"];

    internal static bool Are(Type type) => IsOneOf(type, s_ordered) || IsOneOf(type, s_unordered) || IsOneOf(type, s_others);

    /// <summary>What a collection holds: in its order where it promises one, otherwise sorted by what keys say of themselves.</summary>
    internal static object?[] Contents(object container)
    {
        object items = container.GetType().Name == "PriorityQueue`2" ? container.GetType().GetProperty("UnorderedItems")!.GetValue(container)! : container;
        object?[] contents = [.. ((System.Collections.IEnumerable)items).Cast<object?>()];
        return IsOneOf(container.GetType(), s_unordered) || IsOneOf(container.GetType(), s_overUnordered) ? [.. contents.OrderBy(Text, StringComparer.Ordinal)] : contents;
    }

    /// <summary>Compares what properties say, and gives those that hold objects to be compared.</summary>
    internal static IEnumerable<(string Name, object? First, object? Second)> Properties(object first, object second, Action<string> problem)
    {
        foreach (PropertyInfo property in first.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(static property => property.GetIndexParameters().Length == 0))
        {
            if (property.Name is "Comparer" or "KeyComparer" or "ValueComparer")
            {
                yield return (property.Name, property.GetValue(first), property.GetValue(second));
            }
            else if (property.Name != "Capacity" && (property.PropertyType.IsPrimitive || property.PropertyType.IsEnum || property.PropertyType == typeof(string)) && !Equals(Read(property, first), Read(property, second)))
            {
                problem($"{property.Name} is {Read(property, first)} instead of {Read(property, second)}");
            }
        }
    }

    internal static void Search(object first, object second, Action<string> problem)
    {
        if (first is System.Buffers.SearchValues<char> characters && Enumerable.Range(0, char.MaxValue + 1).Any(c => characters.Contains((char)c) != ((System.Buffers.SearchValues<char>)second).Contains((char)c))
            || first is System.Buffers.SearchValues<byte> bytes && Enumerable.Range(0, byte.MaxValue + 1).Any(b => bytes.Contains((byte)b) != ((System.Buffers.SearchValues<byte>)second).Contains((byte)b)))
        {
            problem("searches for other values");
        }
    }

    private static bool IsOneOf(Type type, HashSet<string> names)
    {
        for (Type? level = type; level is not null; level = level.BaseType)
        {
            if (level.Namespace?.StartsWith("System", StringComparison.Ordinal) == true && names.Contains(level.Name))
            {
                return true;
            }
        }

        return false;
    }

    private static string Text(object? item)
    {
        object? key = item is System.Collections.DictionaryEntry entry ? entry.Key
            : item?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) ? type.GetProperty("Key")!.GetValue(item)
            : item;
        return string.Create(CultureInfo.InvariantCulture, $"{key?.GetType()} {key}");
    }

    private static object? Read(PropertyInfo property, object instance)
    {
        try
        {
            return property.GetValue(instance);
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException!.GetType();
        }
    }
}
