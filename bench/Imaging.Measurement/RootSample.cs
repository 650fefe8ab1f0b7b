using System.Globalization;

namespace Imaging.Measurement;

/// <summary>Where the value of a root came from.</summary>
internal enum ValueSource
{
    None,
    Builder,
    Image,
}

/// <summary>What one process measured.</summary>
/// <param name="Milliseconds">From the first touch to the value.</param>
/// <param name="Methods">Methods compiled by the JIT meanwhile.</param>
/// <param name="Source">Where the value came from, as the process itself says.</param>
/// <param name="Reason">Why the builder ran; null where it did not.</param>
/// <param name="Images">Where the images of the roots that were read are, or would be.</param>
/// <param name="Roots">How many roots were read.</param>
/// <param name="Packages">How many packages were reached through references; 0 where the app does not say.</param>
/// <param name="Process">The whole process, its start included.</param>
internal sealed record RootSample(double Milliseconds, int Methods, ValueSource Source, string? Reason, IReadOnlyList<string> Images, int Roots, int Packages, TimeSpan Process)
{
    /// <summary>Reads lines of a name and a value.</summary>
    /// <exception cref="MeasurementException">Something is missing.</exception>
    public static RootSample Parse(string lines, TimeSpan process)
    {
        Dictionary<string, string> facts = lines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', 2))
            .ToDictionary(parts => parts[0], parts => parts.ElementAtOrDefault(1) ?? "");

        string? milliseconds = facts.GetValueOrDefault("milliseconds");
        string? methods = facts.GetValueOrDefault("methods");
        string? source = facts.GetValueOrDefault("source");
        if (milliseconds is null || methods is null || !Enum.TryParse(source, ignoreCase: true, out ValueSource parsed))
        {
            throw new MeasurementException($"not a measurement:{Environment.NewLine}{lines}");
        }

        return new RootSample(
            double.Parse(milliseconds, CultureInfo.InvariantCulture),
            int.Parse(methods, CultureInfo.InvariantCulture),
            parsed,
            facts.GetValueOrDefault("reason"),
            facts.GetValueOrDefault("image")?.Split(Path.PathSeparator) ?? [],
            Number(facts, "roots"),
            Number(facts, "packages"),
            process);
    }

    private static int Number(Dictionary<string, string> facts, string name) =>
        facts.TryGetValue(name, out string? number) ? int.Parse(number, CultureInfo.InvariantCulture) : 0;
}
