namespace Imaging.Identity;

/// <summary>Finds, in names and in values of attributes that name types, the digits that <see cref="FileLocalName"/> tells of.</summary>
internal static unsafe class FileLocalDigits
{
    /// <summary>Whether there are any, and where the first begin.</summary>
    /// <param name="text">At least <see cref="FileLocalName.MinLength"/> bytes.</param>
    /// <param name="digits">Where they begin.</param>
    public static bool Find(ByteRegion text, out uint digits)
    {
        digits = 0;
        bool isOpen = false;
        byte* last = text.Start + text.Length - FileLocalName.DigitCount - 4;
        for (byte* at = text.Start; at <= last; at++)
        {
            isOpen |= *at == '<';
            if (*at == '>' && isOpen && at[1] == 'F' && AreDigits(at + 2))
            {
                digits = (uint)(at + 2 - text.Start);
                return true;
            }
        }

        return false;
    }

    private static bool AreDigits(byte* start)
    {
        byte* end = start + FileLocalName.DigitCount;
        for (byte* at = start; at < end; at++)
        {
            if (!FileLocalName.IsDigit(*at))
            {
                return false;
            }
        }

        return *end == '_' && end[1] == '_';
    }
}
