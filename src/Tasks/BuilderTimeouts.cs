using System.Globalization;

namespace Imaging.Tasks;

internal static class BuilderTimeouts
{
    public static bool TryParse(string? text, out TimeSpan? timeout)
    {
        timeout = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        // A bare number would be days to TimeSpan.
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out double seconds))
        {
            timeout = seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
        }
        else if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span))
        {
            timeout = span;
        }

        return timeout > TimeSpan.Zero;
    }
}
