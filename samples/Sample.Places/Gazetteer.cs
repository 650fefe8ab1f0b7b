using System.Collections.Frozen;
using Imaging;
using NodaTime.TimeZones;
using Sample.Terms;
using Sample.TimeZones;

namespace Sample.Places;

/// <summary>The words that are names of places.</summary>
public static partial class Gazetteer
{
    /// <summary>The places by their names.</summary>
    [ImageRoot(nameof(CreateAll))]
    public static partial FrozenDictionary<string, Place> All { get; }

    private static FrozenDictionary<string, Place> CreateAll()
    {
        var places = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (TzdbZoneLocation location in TimeZoneData.Tzdb.ZoneLocations!)
        {
            string name = location.ZoneId[(location.ZoneId.LastIndexOf('/') + 1)..].ToLowerInvariant();
            if (TermList.All.TryGetValue(name, out Term? term))
            {
                places.TryAdd(name, new Place(term, location));
            }
        }

        return places.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
