using System.Text.Json;
using System.Text.Json.Nodes;
using Imaging.Serializer.Linking;
using Imaging.Serializer.Packages;
using Imaging.Serializer.Reading;
using Imaging.Serializer.Verifying;

namespace Imaging.Serializer.Refreshing;

/// <summary>The frameworks that a self-contained app brings, laid out as installed ones are, so that other programs can start on them.</summary>
/// <param name="Host">Full path of their <c>dotnet</c>.</param>
/// <param name="Frameworks">Microsoft.NETCore.App, and others.</param>
internal sealed record BundledFramework(string Host, IReadOnlyList<SharedFramework> Frameworks)
{
    private const string Target = ".NETCoreApp,Version=v10.0";

    // What a framework consists of, for its host: the app says it in the same words.
    private static readonly string[] s_assets = ["runtime", "native"];

    /// <param name="app">The app.</param>
    /// <param name="included">The frameworks that it brings, from its runtime configuration.</param>
    /// <param name="directory">Where the frameworks are copied to: a host finds them by where they lie.</param>
    /// <returns><see langword="null"/> where the app does not bring Microsoft.NETCore.App, or does not say which files belong to it.</returns>
    /// <exception cref="IOException">A file cannot be copied.</exception>
    internal static BundledFramework? LayOut(DeployedApp app, JsonArray included, string directory)
    {
        using JsonDocument? list = HostFile.Parse(Path.Combine(app.Directory, app.Name + ".deps.json"));
        JsonProperty[] libraries = list is null ? [] : [.. list.RootElement.Members("targets").SelectMany(static target => target.Value.Members())];
        string? resolver = Directory.EnumerateFiles(app.Directory, "*hostfxr.*").FirstOrDefault();
        var packs = new Dictionary<SharedFramework, JsonElement>();
        foreach (JsonNode? framework in included)
        {
            if (framework?["name"]?.ToString() is { } name && framework["version"]?.ToString() is { } version
                && libraries.Where(library => library.Name.StartsWith($"runtimepack.{name}.", StringComparison.Ordinal)).ToArray() is [var pack])
            {
                packs.Add(new SharedFramework(name, version), pack.Value);
            }
        }

        if (resolver is null || packs.Keys.FirstOrDefault(static framework => framework.Name == SharedFramework.Core) is not { } core)
        {
            return null;
        }

        foreach ((SharedFramework framework, JsonElement pack) in packs)
        {
            string shared = LayOut(app, framework, pack, directory);
            if (framework != core)
            {
                // The host looks for itself in the framework that rests on no other.
                File.WriteAllText(Path.Combine(shared, framework.Name + ProgramNames.RuntimeConfiguration), RestingOn(core).ToJsonString());
            }
        }

        string resolvers = Directory.CreateDirectory(Path.Combine(directory, "host", "fxr", core.Version)).FullName;
        File.Copy(resolver, Path.Combine(resolvers, Path.GetFileName(resolver)));
        string host = Path.Combine(directory, WorkerRuntime.HostName);
        File.Copy(WorkerRuntime.HostOfThisProcess, host);
        return new BundledFramework(host, [.. packs.Keys]);
    }

    private static string LayOut(DeployedApp app, SharedFramework framework, JsonElement pack, string directory)
    {
        string shared = Directory.CreateDirectory(Path.Combine(directory, "shared", framework.Name, framework.Version)).FullName;
        foreach (JsonProperty file in s_assets.SelectMany(kind => pack.Members(kind)))
        {
            string name = Path.GetFileName(file.Name);
            File.Copy(Path.Combine(app.Directory, name), Path.Combine(shared, name));
        }

        File.WriteAllText(Path.Combine(shared, framework.Name + ".deps.json"), List(pack, framework).ToJsonString());
        return shared;
    }

    private static JsonObject RestingOn(SharedFramework core) => new()
    {
        ["runtimeOptions"] = new JsonObject { ["framework"] = new JsonObject { ["name"] = core.Name, ["version"] = core.Version } },
    };

    private static JsonObject List(JsonElement pack, SharedFramework framework)
    {
        string library = $"{framework.Name}/{framework.Version}";
        return new JsonObject
        {
            ["runtimeTarget"] = new JsonObject { ["name"] = Target },
            ["targets"] = new JsonObject { [Target] = new JsonObject { [library] = JsonSerializer.SerializeToNode(pack) } },
            ["libraries"] = new JsonObject { [library] = new JsonObject { ["type"] = "package", ["serviceable"] = true, ["sha512"] = "" } },
        };
    }
}
