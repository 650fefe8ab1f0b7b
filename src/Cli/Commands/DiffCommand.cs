using System.CommandLine;
using Imaging.Cli.Output;
using Imaging.Serializer.Comparing;

namespace Imaging.Cli.Commands;

/// <summary><c>diff</c>: compares two images object by object.</summary>
internal static class DiffCommand
{
    internal static Command Create()
    {
        Argument<FileInfo> first = CommonSymbols.Image("first", "The first image.");
        Argument<FileInfo> second = CommonSymbols.Image("second", "The second image.");
        var all = new Option<bool>("--all") { Description = $"Print all differences of a root, up to {ImageDiffer.MostDifferences}, instead of the first." };
        Option<bool> json = CommonSymbols.Json();
        var command = new Command("diff", "Compares two images object by object: roots, values, types, dependencies, inputs, settings.") { first, second, all, json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(first), parsed.GetRequiredValue(second), parsed.GetValue(all), parsed.GetValue(json)));
        return command;
    }

    private static int Run(FileInfo first, FileInfo second, bool all, bool asJson)
    {
        using var differ = new ImageDiffer(first.FullName, second.FullName);
        ImageDiff? diff = differ.Compare();
        if (diff is not null && !all)
        {
            diff = diff with { RootsChanged = [.. diff.RootsChanged.Select(static root => root with { Differences = [.. root.Differences.Take(1)] })] };
        }

        if (!asJson && diff is not null)
        {
            DiffOutput.Write(diff);
        }

        int exitCode = FindingOutput.Report(differ.Findings, asJson, shown => new { Diff = diff, Findings = shown }, diff is null ? null : DiffOutput.Summarize(diff));
        return diff is null or { SameBuild: true } ? exitCode : ExitCode.Findings;
    }
}
