namespace Sample.App.Demos;

/// <summary>The roots that the app has.</summary>
internal static class AllDemos
{
    public static Demo[] List() => [new TokenizerDemo(), new TimeZoneDemo(), new CatalogueDemo(), new SmallDemo()];

    /// <summary>Gives the one of that name, or null.</summary>
    public static Demo? Find(string name) => name switch
    {
        "tokenizers" => new TokenizerDemo(),
        "timezones" => new TimeZoneDemo(),
        "catalogue" => new CatalogueDemo(),
        "small" => new SmallDemo(),
        _ => null,
    };
}
