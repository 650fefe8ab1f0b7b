using System.Globalization;

namespace Imaging.Serializer.Tests.Restore;

/// <summary>What became of one root of one damaged image.</summary>
/// <param name="Case">Number of the case.</param>
/// <param name="Root">Number of the root.</param>
/// <param name="Milliseconds">Time to the value or the rejection.</param>
/// <param name="Kind"><c>image</c>, <c>builder</c>, <c>rejected</c>; <c>threw</c> for any other exception, <c>walk</c> for one while the value was looked at.</param>
/// <param name="Text">The value, the reason, or the exception.</param>
/// <param name="Reason">Why the builder ran.</param>
internal sealed record DamageOutcome(int Case, int Root, int Milliseconds, string Kind, string Text, string Reason);

/// <summary>Tries many damaged images of a package in one process, which must end well.</summary>
internal static class DamageRun
{
    internal static async Task<DamageOutcome[]> TryAsync(TestPackage package, IReadOnlyList<DamageCase> cases, string mode, bool isCollectible = false)
    {
        using (var writer = new BinaryWriter(File.Create(Path.Combine(package.Directory, "cases.bin"))))
        {
            foreach (DamageCase damage in cases)
            {
                damage.WriteTo(writer);
            }
        }

        ProgramResult result = await package.RunAsync(DamagedPackage.Program(isCollectible), mode);
        string[] lines = result.Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        int last = Math.Min(lines.Length / DamagedPackage.RootCount, cases.Count - 1);
        Assert.AreEqual(0, result.ExitCode, $"{cases[last].Name}, case {last} of {cases.Count}, or one before it ended the process: {result.ExitCode}\n{lines[^1]}\n{result.Error}");
        Assert.AreEqual("done", lines[^1]);
        DamageOutcome[] outcomes = [.. lines.SkipLast(1).Select(Parse)];
        Assert.HasCount(cases.Count * DamagedPackage.RootCount, outcomes);
        return outcomes;
    }

    private static DamageOutcome Parse(string line)
    {
        string[] parts = line.Split('\t');
        return new DamageOutcome(
            int.Parse(parts[0], CultureInfo.InvariantCulture),
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            int.Parse(parts[2], CultureInfo.InvariantCulture),
            parts[3],
            parts[4],
            parts.Length > 5 ? parts[5] : "");
    }
}
