using System.Text.Json;
using System.Text.Json.Nodes;
using Imaging.Restore;
using Imaging.Serializer.Linking;
using Imaging.Serializer.Reading;
using Imaging.Serializer.Verifying;

namespace Imaging.Serializer.Refreshing;

/// <summary>The runtime that an app runs on where it is deployed: a worker started on it gets the framework that the app would get.</summary>
internal static class AppRuntime
{
    private const string Options = "runtimeOptions";
    private const string Properties = "configProperties";
    private const string Included = "includedFrameworks";

    // Other settings would change how the worker works, and no image depends on them.
    private static readonly string[] s_kept = [.. RuntimeKnobs.Names, "Imaging.FrameworkMatch"];

    /// <param name="app">The app.</param>
    /// <param name="directory">Where a framework that the app brings may be laid out.</param>
    /// <returns><see langword="null"/> where the app says of no framework that it runs on it.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    internal static WorkerRuntime? Of(DeployedApp app, string directory)
    {
        using JsonDocument? configuration = HostFile.Parse(Path.Combine(app.Directory, app.Name + ProgramNames.RuntimeConfiguration));
        if (configuration is null || JsonSerializer.SerializeToNode(configuration.RootElement) is not JsonObject root || root[Options] is not JsonObject options)
        {
            return null;
        }

        string[] dropped = options[Properties] is JsonObject properties ? [.. properties.Select(static property => property.Key).Except(s_kept)] : [];
        foreach (string name in dropped)
        {
            options[Properties]!.AsObject().Remove(name);
        }

        string host = WorkerRuntime.HostOfThisProcess;
        if (options[Included] is JsonArray included)
        {
            if (BundledFramework.LayOut(app, included, directory) is not { } bundled)
            {
                return null;
            }

            options.Remove(Included);
            options["frameworks"] = new JsonArray([.. bundled.Frameworks.Select(static framework => new JsonObject { ["name"] = framework.Name, ["version"] = framework.Version })]);
            options["rollForward"] = "Disable";
            host = bundled.Host;
        }

        return new WorkerRuntime(host, root.ToJsonString());
    }
}
