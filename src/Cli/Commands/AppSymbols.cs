using System.CommandLine;
using System.CommandLine.Parsing;
using Imaging.Serializer.Linking;
using Imaging.Serializer.Reading;

namespace Imaging.Cli.Commands;

/// <summary>How the verbs that are about a deployed app are told which.</summary>
/// <param name="description">What the directory is.</param>
internal sealed class AppSymbols(string description)
{
    private readonly Argument<DirectoryInfo> _directory = new Argument<DirectoryInfo>("directory") { Description = description }.AcceptExistingOnly();
    private readonly Option<string> _app = new("--app") { Description = "Name of the app, where several lie in the directory." };

    internal void AddTo(Command command)
    {
        command.Add(_directory);
        command.Add(_app);
        command.Validators.Add(result => Check(result, result.GetValue(_directory), result.GetValue(_app)));
    }

    /// <summary>The app that a valid command line names.</summary>
    internal DeployedApp Find(ParseResult parsed)
    {
        string directory = parsed.GetRequiredValue(_directory).FullName;
        return DeployedApp.Find(parsed.GetValue(_app) ?? ProgramNames.In(directory)[0], directory);
    }

    private static void Check(CommandResult result, DirectoryInfo? directory, string? app)
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
}
