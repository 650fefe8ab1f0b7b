using Imaging.Identity;

namespace Imaging.Format;

/// <summary>The hash that finds accidental damage: XXH64 of the file without the field that holds it.</summary>
internal static unsafe class ContentHash
{
    private const int HashAtMost = 1 << 30;

    /// <param name="head">The file up to its const section.</param>
    /// <param name="headLength">Its length.</param>
    /// <param name="constants">The rest of the file.</param>
    /// <param name="constantsLength">Its length.</param>
    internal static ulong Of(byte* head, nuint headLength, byte* constants, nuint constantsLength)
    {
        var hash = new XxHash64(seed: 0);
        Append(ref hash, head, RawHeader.ContentHashOffset);
        int after = RawHeader.ContentHashOffset + sizeof(ulong);
        Append(ref hash, head + after, headLength - (nuint)after);
        Append(ref hash, constants, constantsLength);
        return hash.Finish();
    }

    private static void Append(ref XxHash64 hash, byte* start, nuint length)
    {
        while (length > 0)
        {
            int part = (int)Math.Min(length, HashAtMost);
            hash.Append(new ReadOnlySpan<byte>(start, part));
            start += part;
            length -= (nuint)part;
        }
    }
}
