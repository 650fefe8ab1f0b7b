using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.Packages.Tests;

/// <summary>The cases, built once for all tests: a library for each package, and an app that prints what a root answers.</summary>
internal static class BuiltCases
{
    private const string App = "Check";

    private static readonly Lazy<(Workspace Workspace, BuildRun Run)> s_built = new(Build);

    internal static string Source { get; } = Path.Combine(PackedSdk.RepositoryRoot, "tests", "Imaging.Packages.Tests", "Cases");

    /// <summary>The libraries, by the name of their project and of their root in the app.</summary>
    internal static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Source, "*.csproj", SearchOption.AllDirectories).Select(static path => Path.GetFileNameWithoutExtension(path)!).Where(static name => name != App).Order(StringComparer.Ordinal)];

    /// <summary>Why the build refused a root; <see langword="null"/> where it captured it.</summary>
    internal static string? Refusal(string name) => s_built.Value.Run.Warnings.SingleOrDefault(warning => warning.Contains($" {name}: the root ", StringComparison.Ordinal));

    /// <summary>Reads a root in a fresh process and uses it.</summary>
    internal static CaseRun Run(string name, string mode)
    {
        string app = s_built.Value.Workspace.PathOf($"{App}/bin/Debug/net10.0/{App}.dll");
        Execution execution = Execution.Run(Path.GetDirectoryName(app)!, "dotnet", [app, name], ("IMAGING_MODE", mode), ("IMAGING_LOG", "1"));
        ILookup<bool, string> lines = execution.Output.Split('\n').ToLookup(static line => line.StartsWith("imaging: ", StringComparison.Ordinal));
        return new CaseRun(execution.ExitCode, string.Join('\n', lines[false]).Trim(), [.. lines[true]]);
    }

    private static (Workspace Workspace, BuildRun Run) Build()
    {
        var workspace = new Workspace();
        foreach (string file in Directory.EnumerateFiles(Source, "*", SearchOption.AllDirectories))
        {
            workspace.Write(Path.GetRelativePath(Source, file), File.ReadAllText(file));
        }

        workspace.Write("global.json", $$"""{ "msbuild-sdks": { "Imaging.Sdk": "{{PackedSdk.Version}}" } }""");
        return (workspace, workspace.BuildsWell(App));
    }
}

/// <summary>A process that read one root.</summary>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Answer">What it printed.</param>
/// <param name="Log">Where the value came from.</param>
internal sealed record CaseRun(int ExitCode, string Answer, IReadOnlyList<string> Log)
{
    internal CaseRun Succeeded()
    {
        Assert.AreEqual(0, ExitCode, Answer);
        return this;
    }
}
