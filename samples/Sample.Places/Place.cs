using NodaTime.TimeZones;
using Sample.Terms;
using Sample.TimeZones;

namespace Sample.Places;

/// <summary>A word that is the name of a place which has a time zone called after it.</summary>
/// <param name="name">The word, of <see cref="TermList.All"/>.</param>
/// <param name="location">The place, of <see cref="TimeZoneData.Tzdb"/>.</param>
public sealed class Place(Term name, TzdbZoneLocation location)
{
    /// <summary>The word.</summary>
    public Term Name { get; } = name;

    /// <summary>Where it is, and its time zone.</summary>
    public TzdbZoneLocation Location { get; } = location;
}
