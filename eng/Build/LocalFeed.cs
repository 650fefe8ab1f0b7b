using System.Text.Json.Nodes;

namespace Imaging.Build;

/// <summary>Makes a directory use the packages just built, in addition to the sources that the user has.</summary>
internal static class LocalFeed
{
    /// <summary>Writes <c>nuget.config</c> and <c>global.json</c> to <paramref name="directory"/>.</summary>
    public static void AddTo(string directory, string version)
    {
        // No <clear />: the user's own sources stay.
        File.WriteAllText(Path.Combine(directory, "nuget.config"), $"""
            <?xml version="1.0" encoding="utf-8"?>
            <configuration>
              <packageSources>
                <add key="imaging-local" value="{Repository.Packages}" />
              </packageSources>
            </configuration>

            """);

        JsonNode settings = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "global.json")))!;
        settings["msbuild-sdks"] = new JsonObject { ["Imaging.Sdk"] = version };
        File.WriteAllText(Path.Combine(directory, "global.json"), settings.ToJsonString(new() { WriteIndented = true }));
    }
}
