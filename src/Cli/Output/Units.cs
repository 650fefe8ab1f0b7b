using System.Globalization;

namespace Imaging.Cli.Output;

/// <summary>Numbers for people, the same in every culture.</summary>
internal static class Units
{
    private static readonly string[] s_sizes = ["B", "KiB", "MiB", "GiB"];

    internal static string Bytes(long bytes)
    {
        double amount = bytes;
        int unit = 0;
        while (amount >= 1024 && unit < s_sizes.Length - 1)
        {
            amount /= 1024;
            unit++;
        }

        return $"{amount.ToString(unit == 0 ? "F0" : "F1", CultureInfo.InvariantCulture)} {s_sizes[unit]}";
    }

    internal static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Milliseconds(double milliseconds) => milliseconds.ToString("F2", CultureInfo.InvariantCulture);

    internal static string Times(double ratio) => ratio.ToString("F1", CultureInfo.InvariantCulture) + "x";
}
