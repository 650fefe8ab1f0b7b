using System.Text.Json;

namespace Imaging.Serializer.Reading;

/// <summary>The JSON files that the host of an app reads.</summary>
internal static class HostFile
{
    /// <returns>The file; <see langword="null"/> where there is none, or none that a host would accept.</returns>
    internal static JsonDocument? Parse(string path)
    {
        try
        {
            return File.Exists(path) ? JsonDocument.Parse(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static IEnumerable<JsonProperty> Members(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : [];

    /// <summary>The members of a member.</summary>
    internal static IEnumerable<JsonProperty> Members(this JsonElement element, string name) =>
        element.Members().Where(member => member.NameEquals(name)).SelectMany(static member => member.Value.Members());
}
