/// <summary>Compares every root of a package, as its image gives it, with what its builder makes in this process.</summary>
internal static class Differential
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Prints one line a root: its name and <c>ok</c>, or its name and what is wrong.</summary>
    internal static void Run(Type roots)
    {
        Console.WriteLine($"culture\t{CultureInfo.CurrentCulture.Name}");
        foreach (FieldInfo field in roots.GetFields(Statics).Where(static field => field.FieldType.Name == "ImageRoot`1"))
        {
            var problems = new List<string>();
            try
            {
                Compare(roots, field, problems);
            }
            catch (Exception exception)
            {
                problems.Add(exception.ToString());
            }

            string verdict = problems.Count == 0 ? "ok" : string.Join(" | ", problems.Take(8)).ReplaceLineEndings(" ");
            Console.WriteLine($"{field.Name}\t{verdict}");
        }
    }

    private static void Compare(Type roots, FieldInfo field, List<string> problems)
    {
        object cell = field.GetValue(null)!;
        object? restored = cell.GetType().GetProperty("Value")!.GetValue(cell);
        var decision = PackageImage.Decisions.Single(decision => decision.Root.EndsWith("." + field.Name, StringComparison.Ordinal));
        if (!decision.FromImage)
        {
            problems.Add($"not from the image: {decision.Reason}");
        }

        var builder = (Delegate)cell.GetType().GetField("_builder", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(cell)!;
        object? built = builder.DynamicInvoke();

        // What two runs of the builder have in common is what the process has one of.
        var common = new GraphComparer();
        common.Compare(built, builder.DynamicInvoke());
        problems.AddRange(common.Problems.Select(static problem => "the builder differs from itself: " + problem));

        var comparer = new GraphComparer(common.Common);
        comparer.Compare(restored, built);
        ContainerChecks.Run(comparer);
        problems.AddRange(comparer.Problems);
        if (comparer.Problems.Count > 0)
        {
            return;
        }

        problems.AddRange(Mutations.Run(restored, built));
        if (roots.GetMethod("Act" + field.Name, Statics) is { } act)
        {
            Act(act, restored, built, problems);
        }
    }

    private static void Act(MethodInfo act, object? restored, object? built, List<string> problems)
    {
        object? first = act.Invoke(null, [restored]);
        object? second = act.Invoke(null, [built]);
        var comparer = new GraphComparer([]) { MayShare = true };
        comparer.Compare(new object?[] { restored, first }, new object?[] { built, second });
        problems.AddRange(comparer.Problems.Select(problem => $"after {act.Name}: {problem}"));
    }
}
