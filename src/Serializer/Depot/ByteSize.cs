using System.Globalization;

namespace Imaging.Serializer.Depot;

/// <summary>Sizes as people write them: <c>5GB</c>, <c>500 MiB</c>, <c>1048576</c>.</summary>
internal static class ByteSize
{
    private static readonly string[] s_units = ["K", "M", "G", "T"];

    /// <summary>Reads a size. A unit is a power of 1024, with or without <c>i</c> and <c>B</c>, in any case of letters.</summary>
    internal static bool TryParse(string text, out long bytes)
    {
        string unit = text.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', ' ');
        bytes = 0;
        if (!double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out double amount))
        {
            return false;
        }

        unit = unit.TrimEnd().ToUpperInvariant();
        int power = Array.IndexOf(s_units, unit.Length > 0 ? unit[..1] : "") + 1;
        if (unit is not ("" or "B") && (power == 0 || unit[1..] is not ("" or "B" or "IB")))
        {
            return false;
        }

        double size = amount * Math.Pow(1024, power);
        bytes = size < long.MaxValue ? (long)size : 0;
        return bytes > 0;
    }
}
