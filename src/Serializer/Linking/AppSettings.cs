using System.Text.Json;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Linking;

/// <summary>The settings in an app's runtime configuration, which win over the environment that it is started in.</summary>
internal static class AppSettings
{
    /// <returns>The settings that are true or false, by name: "true" or "false".</returns>
    internal static IReadOnlyDictionary<string, string> Of(DeployedApp app)
    {
        using JsonDocument? configuration = HostFile.Parse(Path.Combine(app.Directory, app.Name + ProgramNames.RuntimeConfiguration));
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty options in configuration?.RootElement.Members("runtimeOptions") ?? [])
        {
            foreach (JsonProperty setting in options.NameEquals("configProperties") ? options.Value.Members() : [])
            {
                if (bool.TryParse(setting.Value.ToString(), out bool value))
                {
                    settings[setting.Name] = value ? "true" : "false";
                }
            }
        }

        return settings;
    }
}
