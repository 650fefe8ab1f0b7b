using System.Collections.Concurrent;

namespace Imaging.Serializer.Tests.Graphs;

/// <summary>
/// One package of shapes: serialized here, then compared in a process of its own, which has another hash seed and other
/// addresses.
/// </summary>
internal static class GraphRun
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyDictionary<string, string>>>> s_runs = [];

    /// <summary>Asserts that a root's restored value is what its builder makes.</summary>
    internal static async Task AssertSameAsync(string name, string root, Func<string> source)
    {
        IReadOnlyDictionary<string, string> verdicts = await s_runs.GetOrAdd(name, _ => new(() => RunAsync(source()))).Value;
        Assert.AreEqual("ok", verdicts.GetValueOrDefault(root, "the program did not come to it"));
    }

    private static async Task<IReadOnlyDictionary<string, string>> RunAsync(string source)
    {
        using var package = TestPackage.Compile(source);
        SerializeResult serialized = package.Serialize();
        Assert.IsTrue(serialized.ImageWritten, string.Join(Environment.NewLine, serialized.Diagnostics.Select(static diagnostic => diagnostic.Message)));
        ProgramResult result = await package.RunAsync(TestSource.DifferentialProgram(source.Contains("class NewKeys", StringComparison.Ordinal)), "auto");
        var verdicts = new Dictionary<string, string>();
        foreach (string line in result.Output.ReplaceLineEndings("\n").Split('\n').Where(static line => line.Contains('\t', StringComparison.Ordinal)))
        {
            string[] parts = line.Split('\t', 2);
            verdicts[parts[0]] = parts[1];
        }

        foreach (RootOutcome refused in serialized.Roots.Where(static root => !root.Captured))
        {
            verdicts[refused.Root[(refused.Root.LastIndexOf('.') + 1)..]] = $"refused: {refused.Refusal}";
        }

        Assert.AreEqual(0, result.ExitCode, $"{result.Output}{result.Error}");
        return verdicts;
    }
}
