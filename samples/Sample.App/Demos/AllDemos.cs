namespace Sample.App.Demos;

/// <summary>The roots that the app has.</summary>
internal static class AllDemos
{
    public static Demo[] List() =>
    [
        new TokenizerDemo(), new TimeZoneDemo(), new CatalogueDemo(), new SmallDemo(),
        new TermsDemo(), new StemsDemo(), new PlacesDemo(), new SearchDemo(), new SuggestionsDemo(), new QueriesDemo(),
    ];

    /// <summary>Gives the one of that name, or null.</summary>
    public static Demo? Find(string name) => name switch
    {
        "tokenizers" => new TokenizerDemo(),
        "timezones" => new TimeZoneDemo(),
        "catalogue" => new CatalogueDemo(),
        "small" => new SmallDemo(),
        "terms" => new TermsDemo(),
        "stems" => new StemsDemo(),
        "places" => new PlacesDemo(),
        "search" => new SearchDemo(),
        "suggestions" => new SuggestionsDemo(),
        "queries" => new QueriesDemo(),
        _ => null,
    };
}
