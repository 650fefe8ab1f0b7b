/// <summary>Asks collections what they hold: order of enumeration, keys that are there and keys that are not.</summary>
internal static class ContainerChecks
{
    internal static void Run(GraphComparer comparer)
    {
        // Enumerators box what they give, and may keep the boxes.
        comparer.MayShare = true;

        // Comparing what was enumerated may meet no further collections than the graph has.
        for (int i = 0; i < comparer.Containers.Count && comparer.Problems.Count < 20; i++)
        {
            (object first, object second, Path path) = comparer.Containers[i];
            if (first.GetType().GetProperty("IsDefault")?.GetValue(first) is true)
            {
                continue;
            }

            comparer.Compare(Snapshot(first), Snapshot(second), $"{path}, enumerated");
            if (first is System.Collections.IDictionary table && !first.GetType().IsGenericType)
            {
                Tables(table, (System.Collections.IDictionary)second, problem => comparer.Problem(path, problem));
            }

            foreach (Type contract in first.GetType().GetInterfaces().Where(static type => type.IsGenericType))
            {
                string? check =
                    contract.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) ? nameof(Dictionaries)
                    : contract.GetGenericTypeDefinition() == typeof(IReadOnlySet<>) ? nameof(Sets)
                    : contract.GetGenericTypeDefinition() == typeof(ILookup<,>) ? nameof(Lookups)
                    : null;
                if (check is not null)
                {
                    typeof(ContainerChecks).GetMethod(check, BindingFlags.Static | BindingFlags.NonPublic)!
                        .MakeGenericMethod(contract.GetGenericArguments())
                        .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [first, second, (string problem) => comparer.Problem(path, problem)], null);
                }
            }
        }
    }

    private static object?[] Snapshot(object container) => ConstructedObjects.Contents(container);

    private static void Tables(System.Collections.IDictionary first, System.Collections.IDictionary second, Action<string> problem)
    {
        object[] keys = [.. first.Keys.Cast<object>()];
        if (keys.FirstOrDefault(key => !first.Contains(key)) is { } lost)
        {
            problem($"its own key {lost} is not found");
        }

        object[] samples = [.. keys.Where(static key => key is string or ValueType), "absent", "ABSENT", .. keys.OfType<string>().Select(static key => key.ToUpperInvariant())];
        if (samples.FirstOrDefault(key => first.Contains(key) != second.Contains(key)) is { } sample)
        {
            problem($"the key {sample} is found in one only");
        }
    }

    private static void Dictionaries<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> first, IReadOnlyDictionary<TKey, TValue> second, Action<string> problem) =>
        Keys([.. first.Keys], [.. second.Keys], first.ContainsKey, second.ContainsKey, first.Count, second.Count, problem);

    private static void Sets<T>(IReadOnlySet<T> first, IReadOnlySet<T> second, Action<string> problem) =>
        Keys([.. first], [.. second], first.Contains, second.Contains, first.Count, second.Count, problem);

    private static void Lookups<TKey, TElement>(ILookup<TKey, TElement> first, ILookup<TKey, TElement> second, Action<string> problem)
    {
        Keys([.. first.Select(static group => group.Key)], [.. second.Select(static group => group.Key)], first.Contains, second.Contains, first.Count, second.Count, problem);
        foreach (IGrouping<TKey, TElement> group in first)
        {
            if (!first[group.Key].SequenceEqual(group))
            {
                problem($"the group of {group.Key} is not found by its key");
            }
        }
    }

    private static void Keys<T>(T[] first, T[] second, Func<T, bool> inFirst, Func<T, bool> inSecond, int firstCount, int secondCount, Action<string> problem)
    {
        if (first.Length != second.Length || firstCount != secondCount || firstCount != first.Length)
        {
            problem($"{first.Length} keys instead of {second.Length}");
            return;
        }

        for (int i = 0; i < first.Length; i++)
        {
            if (!inFirst(first[i]))
            {
                problem($"its own key {first[i]} is not found");
                return;
            }

            if (inFirst(second[i]) != inSecond(first[i]))
            {
                problem($"a key equal to {first[i]} is found in one only");
                return;
            }
        }

        for (int i = 0; i < 300; i++)
        {
            if (Samples.TryMake(typeof(T), i, out object? sample) && inFirst((T)sample!) != inSecond((T)sample!))
            {
                problem($"the key {sample} is found in one only");
                return;
            }
        }
    }
}
