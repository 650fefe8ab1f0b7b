using NodaTime;
using NodaTime.TimeZones;
using Sample.TimeZones;

namespace Sample.App.Demos;

/// <summary>Converts times, and asks every time zone for its offsets through sixty years.</summary>
internal sealed class TimeZoneDemo : Demo
{
    private const int FirstYear = 1970;
    private const int LastYear = 2030;

    public override string Name => "timezones";

    public override object Touch() => TimeZoneData.Tzdb;

    public override void Answer(Answers answers)
    {
        TzdbDateTimeZoneSource source = TimeZoneData.Tzdb;
        foreach (string id in source.GetIds().Order(StringComparer.Ordinal))
        {
            DateTimeZone zone = source.ForId(id);
            answers.Add(zone.Id);
            for (int year = FirstYear; year <= LastYear; year++)
            {
                answers.Add(zone.GetUtcOffset(Instant.FromUtc(year, 1, 15, 12, 0)).Seconds);
                answers.Add(zone.GetUtcOffset(Instant.FromUtc(year, 7, 15, 12, 0)).Seconds);
            }
        }

        foreach (IGrouping<string, string> aliases in source.Aliases.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            answers.Add(aliases.Key);
            foreach (string alias in aliases)
            {
                answers.Add(alias);
            }
        }

        Instant noon = Instant.FromUtc(2026, 7, 1, 12, 0);
        answers.Show($"12:00 UTC is {LocalTime(source, "Europe/Zurich", noon)} in Zurich and {LocalTime(source, "Asia/Kathmandu", noon)} in Kathmandu");
        answers.Show($"Windows calls Europe/Zurich {source.TzdbToWindowsIds["Europe/Zurich"]}");
        answers.Show($"Mars/Olympus is {(source.CanonicalIdMap.ContainsKey("Mars/Olympus") ? "known" : "unknown")}");
    }

    private static string LocalTime(TzdbDateTimeZoneSource source, string id, Instant instant) =>
        instant.InZone(source.ForId(id)).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
