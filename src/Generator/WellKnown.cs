namespace Imaging.Generator;

internal static class WellKnown
{
    public const string Attribute = "Imaging.ImageRootAttribute";

    public const string RootMetadataName = "Imaging.ImageRoot`1";
}
