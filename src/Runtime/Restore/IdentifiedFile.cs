using System.Globalization;
using Imaging.Files;
using Imaging.Format;
using Imaging.Identity;

namespace Imaging.Restore;

/// <summary>
/// What the link found out about a file: the hash of its bytes, the checksum of its code, and a hash of both, in hexadecimal
/// digits. Whoever has a file with these bytes need not find out again.
/// </summary>
internal static unsafe class IdentifiedFile
{
    private const int WordDigits = 16;
    private const int KeyDigits = 2 * WordDigits;

    /// <summary>The entry of a file.</summary>
    /// <param name="file">XXH64 of the file's bytes.</param>
    /// <param name="code"><see cref="CanonicalCode.Checksum"/> of the file.</param>
    internal static string Entry(ulong file, ulong code) => string.Create(CultureInfo.InvariantCulture, $"{file:x16}{code:x16}{Proof(file, code):x16}");

    /// <summary>Looks for a file's entry.</summary>
    /// <param name="manifest">A text that holds entries in quotation marks.</param>
    /// <param name="file">XXH64 of the file's bytes.</param>
    /// <param name="code">The checksum of its code.</param>
    /// <returns><see langword="false"/> where there is none, or a damaged one.</returns>
    internal static bool TryFind(FileMemory manifest, ulong file, out ulong code)
    {
        string digits = new BuildId(file, 0).ToString();
        byte* end = manifest.Start + manifest.Length - Math.Min(manifest.Length, KeyDigits + WordDigits + 1);
        for (byte* at = manifest.Start; at < end; at++)
        {
            if (*at == '"'
                && IsAt(at + 1, digits)
                && TryRead(at + 1 + WordDigits, out code)
                && TryRead(at + 1 + KeyDigits, out ulong proof)
                && proof == Proof(file, code))
            {
                return true;
            }
        }

        code = 0;
        return false;
    }

    private static ulong Proof(ulong file, ulong code)
    {
        ulong* words = stackalloc ulong[] { file, code };
        return XxHash64.Hash(new ReadOnlySpan<byte>(words, 2 * sizeof(ulong)));
    }

    private static bool IsAt(byte* at, string digits)
    {
        for (int i = 0; i < WordDigits; i++)
        {
            if (at[i] != digits[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryRead(byte* at, out ulong word)
    {
        word = 0;
        for (int i = 0; i < WordDigits; i++)
        {
            int digit = at[i] is >= (byte)'0' and <= (byte)'9' ? at[i] - '0' : at[i] is >= (byte)'a' and <= (byte)'f' ? at[i] - 'a' + 10 : -1;
            if (digit < 0)
            {
                return false;
            }

            word = (word << 4) | (uint)digit;
        }

        return true;
    }
}
