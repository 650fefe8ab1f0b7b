using System.Text.Json;
using System.Text.Json.Nodes;
using Imaging.Serializer.Linking;
using Imaging.Serializer.Verifying;

namespace Imaging.Serializer.Refreshing;

/// <summary>The framework that a self-contained app brings, laid out as an installed one is, so that other programs can start on it.</summary>
/// <param name="Host">Full path of its <c>dotnet</c>.</param>
/// <param name="Version">Its version.</param>
internal sealed record BundledFramework(string Host, string Version)
{
    private const string PackPrefix = "runtimepack." + WorkerRuntime.Framework + ".";
    private const string Target = ".NETCoreApp,Version=v10.0";

    // What a framework consists of, for its host: the app says it in the same words.
    private static readonly string[] s_assets = ["runtime", "native"];

    /// <param name="app">The app.</param>
    /// <param name="included">The frameworks that it brings, from its runtime configuration.</param>
    /// <param name="directory">Where the framework is copied to: a host finds it by where it lies.</param>
    /// <returns><see langword="null"/> where the app does not bring the framework, or does not say which files belong to it.</returns>
    /// <exception cref="IOException">A file cannot be copied.</exception>
    internal static BundledFramework? LayOut(DeployedApp app, JsonArray included, string directory)
    {
        string? version = included.FirstOrDefault(static framework => (string?)framework?["name"] == WorkerRuntime.Framework)?["version"]?.ToString();
        using JsonDocument? list = HostFile.Parse(Path.Combine(app.Directory, app.Name + ".deps.json"));
        JsonElement[] packs = list is null ? [] : [.. list.RootElement.Members("targets").SelectMany(static target => target.Value.Members()).Where(static library => library.Name.StartsWith(PackPrefix, StringComparison.Ordinal)).Select(static library => library.Value)];
        string? resolver = Directory.EnumerateFiles(app.Directory, "*hostfxr.*").FirstOrDefault();
        if (version is null || packs is not [var pack] || resolver is null)
        {
            return null;
        }

        string shared = Directory.CreateDirectory(Path.Combine(directory, "shared", WorkerRuntime.Framework, version)).FullName;
        foreach (JsonProperty file in s_assets.SelectMany(kind => pack.Members(kind)))
        {
            string name = Path.GetFileName(file.Name);
            File.Copy(Path.Combine(app.Directory, name), Path.Combine(shared, name));
        }

        File.WriteAllText(Path.Combine(shared, WorkerRuntime.Framework + ".deps.json"), List(pack, version).ToJsonString());
        string resolvers = Directory.CreateDirectory(Path.Combine(directory, "host", "fxr", version)).FullName;
        File.Copy(resolver, Path.Combine(resolvers, Path.GetFileName(resolver)));
        string host = Path.Combine(directory, WorkerRuntime.HostName);
        File.Copy(WorkerRuntime.OfThisProcess.Host, host);
        return new BundledFramework(host, version);
    }

    private static JsonObject List(JsonElement pack, string version)
    {
        string library = $"{WorkerRuntime.Framework}/{version}";
        return new JsonObject
        {
            ["runtimeTarget"] = new JsonObject { ["name"] = Target },
            ["targets"] = new JsonObject { [Target] = new JsonObject { [library] = JsonSerializer.SerializeToNode(pack) } },
            ["libraries"] = new JsonObject { [library] = new JsonObject { ["type"] = "package", ["serviceable"] = true, ["sha512"] = "" } },
        };
    }
}
