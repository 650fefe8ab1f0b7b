using Sample.Places;

namespace Sample.App.Demos;

/// <summary>Tells where places are.</summary>
internal sealed class PlacesDemo : Demo
{
    public override string Name => "places";

    public override object Touch() => Gazetteer.All;

    public override void Answer(Answers answers)
    {
        foreach (Place place in Gazetteer.All.Values.OrderBy(place => place.Name.Text, StringComparer.Ordinal))
        {
            answers.Add(place.Name.Rank);
            answers.Add(place.Location.ZoneId);
        }

        answers.Show($"{Gazetteer.All.Count} words are places with a time zone");
        answers.Show($"zurich is in {Gazetteer.All["zurich"].Location.CountryName}");
    }
}
