using System.Globalization;
using System.Runtime.InteropServices;

namespace Imaging.Format;

/// <summary>The name of an image's content: the first 128 bits of a SHA-256 over it.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly record struct BuildId(ulong High, ulong Low)
{
    /// <inheritdoc/>
    public override string ToString() =>
        High.ToString("x16", CultureInfo.InvariantCulture) + Low.ToString("x16", CultureInfo.InvariantCulture);

    internal static BuildId Parse(string text) => new(Half(text[..16]), Half(text[16..]));

    private static ulong Half(string digits) => ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
