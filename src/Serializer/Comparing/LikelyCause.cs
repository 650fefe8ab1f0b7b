using Imaging.Serializer.Verifying;

namespace Imaging.Serializer.Comparing;

/// <summary>What a difference between two captures probably comes from, told from the values alone.</summary>
internal static class LikelyCause
{
    internal const string Unknown = "something that differs between processes: time, culture, environment, a hash code, the order of threads";
    internal const string Clock = "the clock";
    internal const string TimeZone = "the time zone";
    internal const string Culture = "the culture";
    internal const string Processors = "the number of processors";
    internal const string Directory = "a directory of the process";
    internal const string Variable = "an environment variable";
    internal const string Pool = "memory that was not cleared, such as a buffer of ArrayPool";
    internal const string Address = "an address in memory, or a handle";
    internal const string Hash = "a hash code: those of strings and of identities differ between processes; or a random number";
    internal const string Feature = "a feature of the processor, or another setting of the process";
    internal const string Random = "a random number, a clock or a hash code";

    private const long FirstAddress = 0x7000_0000_0000;
    private const long LastAddress = 0x7FFF_FFFF_FFFF;
    private static readonly TimeSpan s_zoneStep = TimeSpan.FromMinutes(15);

    /// <summary>The cause of different plain data.</summary>
    internal static string OfPlain(object first, object second) => (first, second) switch
    {
        _ when IsPoolFill(second) || IsPoolFill(first) => Pool,
        (DateTime a, DateTime b) => a.Kind != b.Kind ? TimeZone : OfTimes(a - b),
        (DateTimeOffset a, DateTimeOffset b) => a.Offset != b.Offset ? TimeZone : Clock,
        (TimeOnly a, TimeOnly b) => OfTimes(a.ToTimeSpan() - b.ToTimeSpan()),
        (TimeSpan a, TimeSpan b) => OfTimes(a - b),
        (DateOnly, DateOnly) => Clock,
        (nint or nuint, _) => Address,
        (bool, bool) => Feature,
        (int a, int b) when a == Environment.ProcessorCount && b == Perturbation.ProcessorCount => Processors,
        (int a, int b) when IsVectorWidth(a) && IsVectorWidth(b) => Feature,
        (int or uint or short or ushort, _) => Hash,
        (long a, long b) when IsAddress(a) && IsAddress(b) => Address,
        (long a, long b) when IsTime(a) && IsTime(b) => Clock,
        (long or ulong or Guid or double or float or decimal, _) => Random,
        _ => Unknown,
    };

    /// <summary>The cause of different texts.</summary>
    internal static string OfText(string first, string second)
    {
        if (IsVariable(first))
        {
            return IsPath(first) ? Directory : Variable;
        }

        if (IsPath(first) && IsPath(second))
        {
            return Directory;
        }

        return second.Contains(Perturbation.TimeZone, StringComparison.Ordinal) ? TimeZone
            : second == Perturbation.CultureName || WithoutCulture(first) == WithoutCulture(second) ? Culture
            : Unknown;
    }

    private static string OfTimes(TimeSpan difference)
    {
        long offBy = Math.Abs(difference.Ticks) % s_zoneStep.Ticks;
        return Math.Abs(difference.Ticks) >= s_zoneStep.Ticks && offBy == 0 ? TimeZone : Clock;
    }

    private static bool IsPoolFill(object value) => value switch
    {
        byte number => number == Perturbation.PoolFill,
        char character => character == Perturbation.PoolFill * 0x0101,
        int number => (uint)number == Perturbation.PoolFill * 0x0101_0101u,
        _ => false,
    };

    // How many elements of some size the processor's vectors have.
    private static bool IsVectorWidth(int number) => number is 2 or 4 or 8 or 16 or 32 or 64;

    private static bool IsAddress(long number) => number is >= FirstAddress and <= LastAddress;

    // A count of ticks, of seconds or of milliseconds that means these years.
    private static bool IsTime(long number)
    {
        DateTime from = DateTime.UnixEpoch.AddYears(50);
        DateTime to = DateTime.UnixEpoch.AddYears(130);
        return (number > from.Ticks && number < to.Ticks)
            || (number > from.ToFileTimeUtc() && number < to.ToFileTimeUtc())
            || (number > new DateTimeOffset(from).ToUnixTimeMilliseconds() && number < new DateTimeOffset(to).ToUnixTimeMilliseconds())
            || (number > new DateTimeOffset(from).ToUnixTimeSeconds() && number < new DateTimeOffset(to).ToUnixTimeSeconds());
    }

    private static bool IsVariable(string text) => text.Length > 0 && Environment.GetEnvironmentVariables().Values.Cast<string?>().Any(value => value == text);

    private static bool IsPath(string text) => Path.IsPathRooted(text) && text.Length > 1;

    // Without what cultures write in other ways: separators of numbers and dates, and i with and without its dot.
    private static string WithoutCulture(string text) =>
        string.Concat(text.Where(static character => !char.IsPunctuation(character) && !char.IsWhiteSpace(character) && character is not ('i' or 'I' or 'ı' or 'İ')));
}
