using System.CommandLine;
using Imaging.Cli.Output;
using Imaging.Serializer.Linking;
using Imaging.Serializer.Refreshing;

namespace Imaging.Cli.Commands;

/// <summary><c>refresh</c>: makes the images of a deployed app again that do not hold where it will run, and links it.</summary>
internal static class RefreshCommand
{
    internal static Command Create()
    {
        var app = new AppSymbols("The directory that the app runs from.");
        Option<bool> json = CommonSymbols.Json();
        var command = new Command("refresh", "Makes the images of a deployed app that are missing, or do not hold on the runtime that it will run on here, and writes its link manifest.") { json };
        app.AddTo(command);
        // On a thread of its own: only then Ctrl+C raises the cancellation, and what the process made for itself is removed.
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(app.Find(parsed), parsed.GetValue(json), cancellation), cancellation));
        return command;
    }

    private static int Run(DeployedApp app, bool asJson, CancellationToken cancellation)
    {
        RefreshResult result = RefreshProcess.Run(app, cancellation);
        if (!asJson)
        {
            RefreshOutput.Write(result);
        }

        return FindingOutput.Report(result.Findings, asJson, shown => RefreshOutput.ToJson(app, result, shown), RefreshOutput.Summary(app, result));
    }
}
