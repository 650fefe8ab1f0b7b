using System.Text.Encodings.Web;
using System.Text.Json;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Linking;

/// <summary>The file of a link manifest: the same text for the same content.</summary>
internal static class LinkManifestFile
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether a file is as <see cref="Update"/> leaves it.</summary>
    internal static bool IsCurrent(string path, LinkManifest manifest) => manifest.Images.Count == 0
        ? !File.Exists(path)
        : File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(Encode(manifest));

    /// <summary>Writes a manifest, unless the file holds it; deletes the file of one without images.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    internal static void Update(string path, LinkManifest manifest)
    {
        if (manifest.Images.Count == 0)
        {
            File.Delete(path);
        }
        else if (!IsCurrent(path, manifest))
        {
            AtomicFile.Write(path, stream => stream.Write(Encode(manifest)));
        }
    }

    /// <summary>The content of the file.</summary>
    internal static byte[] Encode(LinkManifest manifest)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_options))
        {
            json.WriteStartObject();
            json.WriteNumber("format", LinkManifest.Format);
            json.WriteString("app", manifest.App);
            json.WriteStartObject("framework");
            json.WriteBoolean("bundled", manifest.Framework.Bundled);
            json.WriteString("coreLibrary", manifest.Framework.CoreLibrary);
            json.WriteEndObject();
            WriteArray(json, "assemblies", manifest.Assemblies, WriteAssembly);
            WriteArray(json, "images", manifest.Images, WriteImage);
            WriteArray(json, "unreferenced", manifest.Unreferenced, static (writer, unit) => writer.WriteStringValue(unit));
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteAssembly(Utf8JsonWriter json, LinkedAssembly assembly)
    {
        json.WriteStartObject();
        json.WriteString("name", assembly.Name);
        json.WriteString("version", assembly.Version);
        json.WriteString("identity", assembly.Identity);
        if (assembly.File is not null)
        {
            json.WriteString("file", assembly.File);
        }

        json.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter json, LinkedImage image)
    {
        json.WriteStartObject();
        json.WriteString("assembly", image.Assembly);
        json.WriteString("path", image.Path);
        json.WriteString("buildId", image.BuildId);
        json.WriteBoolean("linked", image.Linked);
        WriteArray(json, "restsOn", image.RestsOn, static (writer, name) => writer.WriteStringValue(name));
        WriteArray(json, "dependencies", image.Dependencies, static (writer, index) => writer.WriteNumberValue(index));
        json.WriteStartObject("knobs");
        foreach ((string name, string value) in image.Knobs.OrderBy(static knob => knob.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        WriteArray(json, "findings", image.Findings, static (writer, code) => writer.WriteStringValue(code));
        json.WriteEndObject();
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> elements, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T element in elements)
        {
            write(json, element);
        }

        json.WriteEndArray();
    }
}
