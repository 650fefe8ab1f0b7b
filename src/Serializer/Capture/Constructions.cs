using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Restore;

namespace Imaging.Serializer.Capture;

/// <summary>Takes apart objects that are constructed again: what <see cref="ObjectConstruction"/> needs to make an equal one.</summary>
internal static class Constructions
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // Views that a collection makes once and keeps: whoever holds one holds the only one.
    private static readonly string[] s_views = ["_keys", "_values", "keyList", "valueList", "<UnorderedItems>k__BackingField"];

    private static readonly HashSet<string> s_classes =
    [
        "System.Collections.Concurrent.ConcurrentBag`1",
        "System.Collections.Immutable.ImmutableDictionary`2",
        "System.Collections.Immutable.ImmutableHashSet`1",
        "System.Collections.Hashtable",
        "System.Collections.SortedList",
        "System.Uri",
        "System.Threading.Lock",
        "System.Threading.SemaphoreSlim",
        "System.Threading.ManualResetEventSlim",
        "System.Threading.CountdownEvent",
        "System.Threading.ReaderWriterLockSlim",
        "System.Threading.Barrier",
    ];

    /// <summary>Whether objects of a class are always constructed.</summary>
    internal static bool IsAlways(Type type) =>
        s_classes.Contains((type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName ?? "")
        || (FrameworkTypes.IsFrozen(type) && FrozenBase(type) is not null && !FrameworkTypes.IsStableFrozen(type));

    /// <exception cref="CaptureRefusedException">An equal object cannot be made.</exception>
    internal static ConstructionArguments Of(object value)
    {
        Type type = value.GetType();
        foreach (string view in s_views)
        {
            if (type.GetField(view, Fields)?.GetValue(value) is not null)
            {
                throw new CaptureRefusedException(
                    DiagnosticCodes.TypeNotProven, $"a {type} that is made again, and of which a view was taken (Keys, Values or the like); take views of it when they are needed, not in the builder");
            }
        }

        return PartsOf(value);
    }

    /// <summary>Whether a field holds a view that a collection makes when it is first asked for one.</summary>
    internal static bool IsView(string field) => s_views.Contains(field);

    /// <summary>What an object that is constructed consists of.</summary>
    internal static ConstructionArguments PartsOf(object value)
    {
        Type type = value.GetType();
        return value switch
        {
            Uri uri => UriCapture.Of(uri),
            IDictionary table => Table(table, type),
            _ when type.Namespace == "System.Threading" => SynchronizationCapture.Of(value, type),
            _ when type.Name == "PriorityQueue`2" => Queue(value, type),
            _ => Set((IEnumerable)value, type),
        };
    }

    private static Type? FrozenBase(Type type)
    {
        Type? level = type;
        while (level is not null && level.Name is not ("FrozenDictionary`2" or "FrozenSet`1"))
        {
            level = level.BaseType;
        }

        return level;
    }

    private static ConstructionArguments Table(IDictionary table, Type type)
    {
        Type[] arguments = (FrozenBase(type) ?? type) is { IsGenericType: true } generic ? generic.GetGenericArguments() : [typeof(object), typeof(object)];
        var keys = Array.CreateInstance(arguments[0], table.Count);
        var values = Array.CreateInstance(arguments[1], table.Count);
        int count = 0;
        IDictionaryEnumerator pairs = table.GetEnumerator();
        while (pairs.MoveNext())
        {
            keys.SetValue(pairs.Key, count);
            values.SetValue(pairs.Value, count++);
        }

        return new ConstructionArguments(Comparer(table, type, arguments[0]), type.GetProperty("ValueComparer")?.GetValue(table), keys, values);
    }

    private static ConstructionArguments Set(IEnumerable set, Type type)
    {
        Type element = (FrozenBase(type) ?? type).GetGenericArguments()[0];
        object[] items = [.. set.Cast<object>()];
        var array = Array.CreateInstance(element, items.Length);
        items.CopyTo(array, 0);
        if (type.Name != "ConcurrentBag`1")
        {
            return new ConstructionArguments(Comparer(set, type, element), null, array, null);
        }

        // What was put in last comes out first.
        Array.Reverse(array);
        return new ConstructionArguments(null, null, null, array);
    }

    private static ConstructionArguments Queue(object queue, Type type)
    {
        Type[] arguments = type.GetGenericArguments();
        int count = (int)type.GetField("_size", Fields)!.GetValue(queue)!;
        var elements = Array.CreateInstance(arguments[0], count);
        var priorities = Array.CreateInstance(arguments[1], count);

        // Not by UnorderedItems: the queue would keep that view.
        var nodes = (Array)type.GetField("_nodes", Fields)!.GetValue(queue)!;
        for (int i = 0; i < count; i++)
        {
            var node = (ITuple)nodes.GetValue(i)!;
            elements.SetValue(node[0], i);
            priorities.SetValue(node[1], i);
        }

        return new ConstructionArguments(Comparer(queue, type, arguments[1]), null, priorities, elements);
    }

    private static object? Comparer(object collection, Type type, Type key)
    {
        object? comparer = type switch
        {
            _ when collection is Hashtable => typeof(Hashtable).GetField("_keycomparer", Fields)!.GetValue(collection),
            _ when collection is SortedList => typeof(SortedList).GetField("comparer", Fields)!.GetValue(collection),
            _ => (type.GetProperty("KeyComparer") ?? type.GetProperty("Comparer"))!.GetValue(collection),
        };
        return collection is not SortedList && StableCollections.IsOrdered(type) && StableCollections.IsDefault(comparer, key) ? null : comparer;
    }
}
