using System.Text.RegularExpressions;
using Imaging.Measurement;

namespace Imaging.Bench;

/// <summary>The tasks that a build ran, as MSBuild's own summary lists them.</summary>
internal static partial class BuildTasks
{
    private const string Heading = "Task Performance Summary:";

    /// <summary>Builds, and names every task that ran, in all projects.</summary>
    /// <exception cref="MeasurementException">The build failed, or did not list its tasks.</exception>
    public static IReadOnlySet<string> Of(string project, string directory, params IEnumerable<string> arguments)
    {
        string output = ChildProcess
            .Run(ChildProcess.DotNet, ["build", project, .. arguments, "-nologo", "-tl:off", "-v:quiet", "-clp:PerformanceSummary"], directory)
            .Succeeded($"dotnet build {project}")
            .Output;
        int heading = output.IndexOf(Heading, StringComparison.Ordinal);
        HashSet<string> tasks = heading < 0 ? [] : [.. TaskLine().Matches(output, heading).Select(static line => line.Groups[1].Value)];
        return tasks.Count > 0 ? tasks : throw new MeasurementException($"dotnet build {project} did not list its tasks{Environment.NewLine}{output}");
    }

    [GeneratedRegex(@"^\s*\d+ ms\s+(\S+)\s+\d+ calls\s*$", RegexOptions.Multiline)]
    private static partial Regex TaskLine();
}
