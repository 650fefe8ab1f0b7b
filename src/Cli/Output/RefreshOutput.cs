using Imaging.Serializer.Linking;
using Imaging.Serializer.Refreshing;

namespace Imaging.Cli.Output;

/// <summary>Prints what became of the images of an app.</summary>
internal static class RefreshOutput
{
    /// <summary>A line for each image that was to be made.</summary>
    internal static void Write(RefreshResult result)
    {
        foreach (RefreshedUnit unit in result.Units.Where(static unit => unit.Reason is not null))
        {
            Console.WriteLine($"{Path.GetFileName(unit.Image)} {(unit.State == RefreshState.Made ? "was made" : "could not be made")}, because {unit.Reason}");
        }
    }

    /// <returns><see langword="null"/> where the runtime of the app did not start.</returns>
    internal static string? Summary(DeployedApp app, RefreshResult result)
    {
        if (result.Framework is null)
        {
            return null;
        }

        int made = Count(result, RefreshState.Made);
        int failed = Count(result, RefreshState.Failed);
        int upToDate = Count(result, RefreshState.UpToDate);
        string images = result.Units.Count == 0 ? "no assembly has a root"
            : upToDate == result.Units.Count ? $"all up to date, {upToDate} {Images(upToDate)}"
            : $"{made} {Images(made)} made, {(failed == 0 ? "" : $"{failed} could not be made, ")}{upToDate} up to date";
        return $"{app.Name} on .NET {result.Framework}: {images}; {ManifestOutput.Describe(app, result.Manifest)}";
    }

    internal static object ToJson(DeployedApp app, RefreshResult result, IEnumerable<object> findings) => new
    {
        app.Directory,
        App = app.Name,
        Framework = result.Framework is null ? null : new { Version = result.Framework, Path = result.FrameworkPath },
        Units = result.Units.Select(static unit => new { unit.Package, State = JsonOutput.NameOf(unit.State), unit.Image, unit.BuildId, unit.Reason }),
        ManifestFile = app.ManifestPath,
        ManifestState = JsonOutput.NameOf(result.Manifest),
        Findings = findings,
    };

    private static int Count(RefreshResult result, RefreshState state) => result.Units.Count(unit => unit.State == state);

    private static string Images(int count) => count == 1 ? "image" : "images";
}
