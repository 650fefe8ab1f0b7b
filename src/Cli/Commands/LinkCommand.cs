using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Imaging.Cli.Output;
using Imaging.Serializer;
using Imaging.Serializer.Linking;
using Imaging.Serializer.Reading;

namespace Imaging.Cli.Commands;

/// <summary><c>link</c>: checks all images of a deployed app, and writes its link manifest.</summary>
internal static class LinkCommand
{
    internal static Command Create()
    {
        Argument<DirectoryInfo> directory = new Argument<DirectoryInfo>("directory") { Description = "The directory that an app was built or published to." }.AcceptExistingOnly();
        var app = new Option<string>("--app") { Description = "Name of the app, where several lie in the directory." };
        var write = new Option<bool>("--write") { Description = "Write the link manifest <App>.imglink, or bring it up to date." };
        Option<bool> json = CommonSymbols.Json();
        var command = new Command("link", "Checks that every image of a deployed app holds there, as the build does, and that its link manifest says so.") { directory, app, write, json };
        command.Validators.Add(result => CheckApp(result, result.GetValue(directory), result.GetValue(app)));
        command.SetAction(parsed =>
        {
            DirectoryInfo chosen = parsed.GetRequiredValue(directory);
            string name = parsed.GetValue(app) ?? ProgramNames.In(chosen.FullName)[0];
            return Run(DeployedApp.Find(name, chosen.FullName), parsed.GetValue(write), parsed.GetValue(json));
        });
        return command;
    }

    private static void CheckApp(CommandResult result, DirectoryInfo? directory, string? app)
    {
        if (directory is not { Exists: true })
        {
            return;
        }

        IReadOnlyList<string> programs = ProgramNames.In(directory.FullName);
        if (app is null && programs.Count != 1)
        {
            result.AddError(programs.Count == 0
                ? $"No app lies in '{directory}': there is no *{ProgramNames.RuntimeConfiguration}."
                : $"Several apps lie in '{directory}': choose one with --app. There are {string.Join(", ", programs)}.");
        }
        else if (app is not null && !programs.Contains(app))
        {
            result.AddError($"No app '{app}' lies in '{directory}'{(programs.Count == 0 ? "" : $": there are {string.Join(", ", programs)}")}.");
        }
    }

    private static int Run(DeployedApp app, bool writes, bool asJson)
    {
        LinkResult link = ImageLinker.Link(app);
        ManifestState state = Settle(app, link, writes);
        List<ImagingDiagnostic> findings = [.. link.Findings];
        if (state == ManifestState.OutOfDate)
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
                ManifestState = JsonNamingPolicy.CamelCase.ConvertName(state.ToString()),
                Manifest = JsonSerializer.Deserialize<JsonElement>(LinkManifestFile.Encode(link.Manifest)),
                Findings = shown,
            },
            $"{app.Name}: {link.LinkedImages} of {app.Images.Count} images linked; {Path.GetFileName(app.ManifestPath)} {Describe(state)}");
    }

    private static ManifestState Settle(DeployedApp app, LinkResult link, bool writes)
    {
        if (LinkManifestFile.IsCurrent(app.ManifestPath, link.Manifest))
        {
            return link.Manifest.Images.Count == 0 ? ManifestState.None : ManifestState.Current;
        }

        // As in a build: what is broken is not written down as linked.
        if (!writes || link.Findings.Any(static finding => finding.Severity == ImagingSeverity.Error))
        {
            return File.Exists(app.ManifestPath) ? ManifestState.OutOfDate : ManifestState.None;
        }

        LinkManifestFile.Update(app.ManifestPath, link.Manifest);
        return link.Manifest.Images.Count == 0 ? ManifestState.None : ManifestState.Written;
    }

    private static string Describe(ManifestState state) => state switch
    {
        ManifestState.Current => "is up to date",
        ManifestState.Written => "was written",
        ManifestState.OutOfDate => "is out of date",
        _ => "is not there",
    };

    private enum ManifestState
    {
        None,
        Current,
        OutOfDate,
        Written,
    }
}
