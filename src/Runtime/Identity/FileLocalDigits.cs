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

    /// <summary>Whether a name is another one but for the digits in it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="without">One without digits.</param>
    public static bool IsWithout(ByteRegion name, ByteRegion without)
    {
        while (name.Length >= FileLocalName.MinLength && Find(name, out uint digits))
        {
            if (without.Length < digits || !name.Slice(0, digits).Is(without.Slice(0, digits)))
            {
                return false;
            }

            name = name.From(digits + FileLocalName.DigitCount);
            without = without.From(digits);
        }

        return name.Is(without);
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
