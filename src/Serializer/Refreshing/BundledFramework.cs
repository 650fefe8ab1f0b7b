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

    /// <param name="app">The app.</param>
    /// <param name="included">The frameworks that it brings, from its runtime configuration.</param>
    /// <param name="directory">Where the framework is copied to: whoever starts on it may not change the app's files.</param>
    /// <returns><see langword="null"/> where the app does not bring the framework, or does not say which files belong to it.</returns>
    /// <exception cref="IOException">A file cannot be copied.</exception>
    internal static BundledFramework? LayOut(DeployedApp app, JsonArray included, string directory)
    {
        string? version = included.FirstOrDefault(static framework => (string?)framework?["name"] == WorkerRuntime.Framework)?["version"]?.ToString();
        string[] files = [.. Files(app)];
        string ownHost = WorkerRuntime.OfThisProcess.Host;
        string? resolver = files.FirstOrDefault(static file => Path.GetFileNameWithoutExtension(file) is "libhostfxr" or "hostfxr");
        if (version is null || resolver is null)
        {
            return null;
        }

        string shared = Directory.CreateDirectory(Path.Combine(directory, "shared", WorkerRuntime.Framework, version)).FullName;
        foreach (string file in files)
        {
            File.Copy(file, Path.Combine(shared, Path.GetFileName(file)));
        }

        string resolvers = Directory.CreateDirectory(Path.Combine(directory, "host", "fxr", version)).FullName;
        File.Copy(resolver, Path.Combine(resolvers, Path.GetFileName(resolver)));
        string host = Path.Combine(directory, WorkerRuntime.HostName);
        File.Copy(ownHost, host);
        return new BundledFramework(host, version);
    }

    private static IEnumerable<string> Files(DeployedApp app)
    {
        using JsonDocument? list = HostFile.Parse(Path.Combine(app.Directory, app.Name + ".deps.json"));
        IEnumerable<string> names = list is null ? [] :
            from target in list.RootElement.Members("targets")
            from library in target.Value.Members()
            where library.Name.StartsWith(PackPrefix, StringComparison.Ordinal)
            from file in library.Value.Members("runtime").Concat(library.Value.Members("native"))
            select Path.Combine(app.Directory, Path.GetFileName(file.Name));
        return [.. names.Where(File.Exists).Distinct(StringComparer.Ordinal)];
    }
}
