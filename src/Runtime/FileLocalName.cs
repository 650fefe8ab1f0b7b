namespace Imaging;

/// <summary>
/// What the C# compiler calls a type that only one source file sees: the file's name in angle brackets, an F, 64 hexadecimal
/// digits, two underscores and the type's name. The digits are a hash of the file's path, so whatever must not depend on
/// the directory of a build leaves them out.
/// </summary>
internal static class FileLocalName
{
    internal const int DigitCount = 64;

    /// <summary>No shorter name has the digits.</summary>
    internal const int MinLength = DigitCount + 6;

    /// <summary>A name, or several in a row, without the digits.</summary>
    internal static string WithoutDigits(string name)
    {
        int open = name.Length < MinLength ? -1 : name.IndexOf('<');
        for (int at = open + 1; open >= 0 && at <= name.Length - DigitCount - 4; at++)
        {
            if (name[at] == '>' && name[at + 1] == 'F' && HasDigits(name, at + 2))
            {
                name = name.Remove(at + 2, DigitCount);
            }
        }

        return name;
    }

    internal static bool IsDigit(int character) => character is (>= '0' and <= '9') or (>= 'A' and <= 'F');

    private static bool HasDigits(string name, int start)
    {
        int end = start + DigitCount;
        for (int at = start; at < end; at++)
        {
            if (!IsDigit(name[at]))
            {
                return false;
            }
        }

        return name[end] == '_' && name[end + 1] == '_';
    }
}
