using Imaging;
using NodaTime.TimeZones;

namespace Sample.TimeZones;

/// <summary>The time zones of the world.</summary>
public static partial class TimeZoneData
{
    private const string Database = "NodaTime.TimeZones.Tzdb.nzd";

    /// <summary>The database that NodaTime carries, as read.</summary>
    [ImageRoot(nameof(CreateTzdb))]
    public static partial TzdbDateTimeZoneSource Tzdb { get; }

    // Not TzdbDateTimeZoneSource.Default: NodaTime holds that object itself, and there would be two of it.
    private static TzdbDateTimeZoneSource CreateTzdb()
    {
        using Stream database = typeof(TzdbDateTimeZoneSource).Assembly.GetManifestResourceStream(Database)
            ?? throw new InvalidOperationException($"NodaTime has no resource {Database}");
        return TzdbDateTimeZoneSource.FromStream(database);
    }
}
