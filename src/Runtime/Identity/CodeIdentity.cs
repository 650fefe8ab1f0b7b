using System.Globalization;

namespace Imaging.Identity;

/// <summary>
/// 128 bits that stand for everything in an assembly that decides what its code does, and for nothing else:
/// the start of a SHA-256 over the stream that <see cref="CanonicalCode"/> defines.
/// </summary>
internal readonly record struct CodeIdentity(ulong High, ulong Low)
{
    private const int HexLength = 32;

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() =>
        High.ToString("x16", CultureInfo.InvariantCulture) + Low.ToString("x16", CultureInfo.InvariantCulture);

    public static bool TryParse(ReadOnlySpan<char> text, out CodeIdentity identity)
    {
        if (text.Length == HexLength && TryParseHex(text[..16], out ulong high) && TryParseHex(text[16..], out ulong low))
        {
            identity = new CodeIdentity(high, low);
            return true;
        }

        identity = default;
        return false;
    }

    private static bool TryParseHex(ReadOnlySpan<char> digits, out ulong value) =>
        ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
