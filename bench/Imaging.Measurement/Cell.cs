using System.Globalization;
using System.Text.Json.Nodes;

namespace Imaging.Measurement;

/// <summary>One value of a <see cref="Report"/>: as text for people, and as it is for programs.</summary>
/// <param name="Text">For people.</param>
/// <param name="Value">For programs.</param>
/// <param name="IsNumber">Whether to align it to the right.</param>
internal sealed record Cell(string Text, JsonNode? Value, bool IsNumber)
{
    public static Cell Of(string text) => new(text, text, IsNumber: false);

    public static Cell Of(long number) => new(number.ToString("N0", CultureInfo.InvariantCulture), number, IsNumber: true);

    /// <param name="number">The number.</param>
    /// <param name="format">How people read it.</param>
    /// <param name="unit">What follows it, such as a times sign.</param>
    public static Cell Of(double number, string format, string unit = "") =>
        new(number.ToString(format, CultureInfo.InvariantCulture) + unit, number, IsNumber: true);

    /// <summary>The median alone.</summary>
    public static Cell Median(Statistics runs, string format) =>
        new(runs.Median.ToString(format, CultureInfo.InvariantCulture), ToJson(runs), IsNumber: true);

    /// <summary>The median, and between which values the middle half of the runs lies.</summary>
    public static Cell Spread(Statistics runs, string format)
    {
        string Format(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return new($"{Format(runs.Median)} ({Format(runs.Quantile(0.25))}–{Format(runs.Quantile(0.75))})", ToJson(runs), IsNumber: true);
    }

    private static JsonObject ToJson(Statistics runs) => new()
    {
        ["median"] = runs.Median,
        ["quartile1"] = runs.Quantile(0.25),
        ["quartile3"] = runs.Quantile(0.75),
        ["smallest"] = runs.Smallest,
        ["largest"] = runs.Largest,
        ["runs"] = runs.Count,
    };
}
