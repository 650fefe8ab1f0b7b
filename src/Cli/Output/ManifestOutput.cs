using Imaging.Serializer.Linking;

namespace Imaging.Cli.Output;

/// <summary>Tells what became of a link manifest.</summary>
internal static class ManifestOutput
{
    internal static string Describe(DeployedApp app, LinkManifestState state) => $"{Path.GetFileName(app.ManifestPath)} {Describe(state)}";

    private static string Describe(LinkManifestState state) => state switch
    {
        LinkManifestState.Current => "is up to date",
        LinkManifestState.Written => "was written",
        LinkManifestState.OutOfDate => "is out of date",
        _ => "is not there",
    };
}
