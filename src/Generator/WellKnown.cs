namespace Imaging.Generator;

internal static class WellKnown
{
    public const string Attribute = "Imaging.ImageRootAttribute";

    public const string RootMetadataName = "Imaging.ImageRoot`1";

    public const string SurrogateAttribute = "Imaging.ImageSurrogateAttribute";

    public const string SurrogateMetadataName = "Imaging.ImageSurrogate`2";
}
