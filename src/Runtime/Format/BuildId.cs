using System.Globalization;
using System.Runtime.InteropServices;

namespace Imaging.Format;

/// <summary>The name of an image's content: the first 128 bits of a SHA-256 over it.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly record struct BuildId(ulong High, ulong Low)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        char[] digits = new char[32];
        for (int i = 0; i < digits.Length; i++)
        {
            int value = (int)((i < 16 ? High : Low) >> (60 - (4 * (i % 16)))) & 0xF;
            digits[i] = (char)(value < 10 ? '0' + value : 'a' + value - 10);
        }

        return new string(digits);
    }

    internal static BuildId Parse(string text) => new(Half(text[..16]), Half(text[16..]));

    private static ulong Half(string digits) => ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
