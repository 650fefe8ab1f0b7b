using System.Collections.Concurrent;

namespace Imaging.Serializer.Tests.Graphs;

/// <summary>
/// One package of shapes: serialized here, then compared in a process for each condition, which has another hash seed and
/// other addresses.
/// </summary>
internal static class GraphRun
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyDictionary<string, string>>>> s_runs = [];

    /// <summary>Asserts that a root's restored value is what its builder makes, in every one of some conditions.</summary>
    internal static async Task AssertSameAsync(string name, string root, Func<string> source, RunCondition[] conditions)
    {
        IReadOnlyDictionary<string, string> problems = await s_runs.GetOrAdd(name, _ => new(() => RunAsync(source(), conditions, hasSecondCapture: name == "Confirmed"))).Value;
        Assert.AreEqual("", problems[root]);
    }

    private static async Task<IReadOnlyDictionary<string, string>> RunAsync(string source, RunCondition[] conditions, bool hasSecondCapture)
    {
        using var package = TestPackage.Compile(source);
        SerializeResult serialized = package.Serialize(request => request with { Verify = hasSecondCapture });
        Assert.IsTrue(serialized.ImageWritten, string.Join(Environment.NewLine, serialized.Diagnostics.Select(static diagnostic => diagnostic.Message)));
        string[] roots = [.. serialized.Roots.Select(static root => root.Root[(root.Root.LastIndexOf('.') + 1)..])];
        Dictionary<string, string> problems = roots.ToDictionary(static root => root, static _ => "");
        foreach (RootOutcome refused in serialized.Roots.Where(static root => !root.Captured))
        {
            problems[refused.Root[(refused.Root.LastIndexOf('.') + 1)..]] = $"refused: {refused.Refusal}";
        }

        string program = package.CompileProgram(TestSource.DifferentialProgram(source.Contains("class NewKeys", StringComparison.Ordinal)));
        foreach (RunCondition condition in conditions)
        {
            IReadOnlyDictionary<string, string> verdicts = await VerdictsAsync(program, condition);
            foreach (string root in roots.Where(root => problems[root].Length == 0 && verdicts.GetValueOrDefault(root) != "ok"))
            {
                problems[root] = $"{condition.Name}: {verdicts.GetValueOrDefault(root, "the program did not come to it")}";
            }
        }

        return problems;
    }

    /// <summary>What the program says of each root in one condition.</summary>
    internal static async Task<IReadOnlyDictionary<string, string>> VerdictsAsync(string program, RunCondition condition)
    {
        ProgramResult result = await TestPackage.StartAsync(program, "auto", condition.Environment);
        Assert.AreEqual(0, result.ExitCode, $"{condition.Name}: {result.Output}{result.Error}");
        var verdicts = new Dictionary<string, string>();
        foreach (string line in result.Output.ReplaceLineEndings("\n").Split('\n').Where(static line => line.Contains('\t', StringComparison.Ordinal)))
        {
            string[] parts = line.Split('\t', 2);
            verdicts[parts[0]] = parts[1];
        }

        Assert.AreEqual(condition.Culture, verdicts["culture"], condition.Name);
        return verdicts;
    }
}
