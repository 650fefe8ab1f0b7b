using System.Text.RegularExpressions;

namespace Imaging.EndToEnd.Tests.Harness;

/// <summary>Names of the package sources that the user has configured: the test feed is added to them, never instead of them.</summary>
internal static partial class UserSources
{
    public static IReadOnlyList<string> Names { get; } = Read();

    private static List<string> Read()
    {
        Directory.CreateDirectory(Workspace.Base);
        Execution run = Execution.Run(Workspace.Base, "dotnet", ["nuget", "list", "source"]);
        return [.. SourceLine().Matches(run.Output).Select(match => match.Groups[1].Value)];
    }

    [GeneratedRegex(@"^\s*\d+\.\s+(.+) \[Enabled\]\s*$", RegexOptions.Multiline)]
    private static partial Regex SourceLine();
}
