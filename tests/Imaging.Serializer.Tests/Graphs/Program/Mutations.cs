/// <summary>Changes two equal collections in the same way, and compares them after each step.</summary>
internal static class Mutations
{
    internal static IEnumerable<string> Run(object? first, object? second)
    {
        Type? contract = first?.GetType().GetInterfaces().FirstOrDefault(static type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ICollection<>));
        if (contract is null || (bool)contract.GetProperty("IsReadOnly")!.GetValue(first)!)
        {
            return [];
        }

        Type? dictionary = first!.GetType().GetInterfaces().FirstOrDefault(static type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>));
        var run = (dictionary is null
            ? typeof(Mutations).GetMethod(nameof(Collections), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(contract.GetGenericArguments())
            : typeof(Mutations).GetMethod(nameof(Dictionaries), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(dictionary.GetGenericArguments()));
        return (List<string>)run.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [first, second], null)!;
    }

    private static List<string> Dictionaries<TKey, TValue>(IDictionary<TKey, TValue> first, IDictionary<TKey, TValue> second) where TKey : notnull => Steps(first, second,
    [
        ("removing the first", static table => { if (table.Count > 0) table.Remove(((KeyValuePair<TKey, TValue>)ConstructedObjects.Contents(table)[0]!).Key); }),
        ("adding", static table => Add(table, 0, 5)),
        ("growing", static table => Add(table, 5, 700)),
        ("removing", static table => { for (int i = 0; i < 700; i += 3) table.Remove(Key<TKey>(i)); }),
        ("adding to free entries", static table => Add(table, 0, 90)),
        ("clearing", static table => table.Clear()),
        ("beginning again", static table => Add(table, 0, 20)),
    ]);

    private static List<string> Collections<T>(ICollection<T> first, ICollection<T> second) => Steps(first, second,
    [
        ("removing the first", static items => { if (items.Count > 0) items.Remove((T)ConstructedObjects.Contents(items)[0]!); }),
        ("adding", static items => Add(items, 0, 5)),
        ("growing", static items => Add(items, 5, 700)),
        ("removing", static items => { for (int i = 0; i < 700; i += 3) items.Remove(Value<T>(i)); }),
        ("adding again", static items => Add(items, 800, 890)),
        ("clearing", static items => items.Clear()),
        ("beginning again", static items => Add(items, 0, 20)),
    ]);

    private static List<string> Steps<T>(T first, T second, (string Name, Action<T> Change)[] steps)
    {
        foreach ((string name, Action<T> change) in steps)
        {
            change(first);
            change(second);
            var comparer = new GraphComparer([]) { MayShare = true };
            comparer.Compare(first, second);
            ContainerChecks.Run(comparer);
            if (comparer.Problems.Count > 0)
            {
                return [.. comparer.Problems.Select(problem => $"after {name}: {problem}")];
            }
        }

        return [];
    }

    private static void Add<TKey, TValue>(IDictionary<TKey, TValue> table, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            table[Key<TKey>(i)] = default!;
        }
    }

    private static void Add<T>(ICollection<T> items, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            items.Add(Value<T>(i));
        }
    }

    // The same object for both: one that is its own key must be one that both hold.
    private static readonly Dictionary<(Type, int), object> s_made = [];

    private static T Key<T>(int i) => Sample(typeof(T), i) is { } made ? (T)made : throw new InvalidOperationException($"the package's NewKeys.Make makes no {typeof(T)}");

    private static T Value<T>(int i) => Sample(typeof(T), i) is { } made ? (T)made : default!;

    private static object? Sample(Type type, int i)
    {
        if (!s_made.TryGetValue((type, i), out object? made) && Samples.TryMake(type, i, out made))
        {
            s_made.Add((type, i), made!);
        }

        return made;
    }
}
