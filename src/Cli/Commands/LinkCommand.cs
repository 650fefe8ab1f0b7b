using System.CommandLine;
using System.Text.Json;
using Imaging.Cli.Output;
using Imaging.Serializer;
using Imaging.Serializer.Linking;

namespace Imaging.Cli.Commands;

/// <summary><c>link</c>: checks all images of a deployed app, and writes its link manifest.</summary>
internal static class LinkCommand
{
    internal static Command Create()
    {
        var app = new AppSymbols("The directory that an app was built or published to.");
        var write = new Option<bool>("--write") { Description = "Write the link manifest <App>.imglink, or bring it up to date." };
        Option<bool> json = CommonSymbols.Json();
        var command = new Command("link", "Checks that every image of a deployed app holds there, as the build does, and that its link manifest says so.") { write, json };
        app.AddTo(command);
        command.SetAction(parsed => Run(app.Find(parsed), parsed.GetValue(write), parsed.GetValue(json)));
        return command;
    }

    private static int Run(DeployedApp app, bool writes, bool asJson)
    {
        LinkResult link = ImageLinker.Link(app);
        LinkManifestState state = link.Settle(app, writes);
        List<ImagingDiagnostic> findings = [.. link.Findings];
        if (state == LinkManifestState.OutOfDate)
        {
            findings.Add(new ImagingDiagnostic(
                DiagnosticCodes.ManifestOutOfDate,
                ImagingSeverity.Warning,
                $"{app.ManifestPath} does not say what lies beside it: the app was changed after it was linked. Build or publish it again, or write the manifest with --write."));
        }

        return FindingOutput.Report(
            findings,
            asJson,
            shown => new
            {
                app.Directory,
                App = app.Name,
                ManifestFile = app.ManifestPath,
                ManifestState = JsonOutput.NameOf(state),
                Manifest = JsonSerializer.Deserialize<JsonElement>(LinkManifestFile.Encode(link.Manifest)),
                Findings = shown,
            },
            $"{app.Name}: {link.LinkedImages} of {app.Images.Count} images linked; {ManifestOutput.Describe(app, state)}");
    }
}
