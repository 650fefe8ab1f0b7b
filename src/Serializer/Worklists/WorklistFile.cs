using System.Text.Encodings.Web;
using System.Text.Json;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Worklists;

/// <summary>The file that says which images a project has, in the order of their dependencies, and what they were made from.</summary>
internal static class WorklistFile
{
    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it where it differs.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal static void Update(string path, WorklistResult worklist)
    {
        byte[] content = Encode(worklist);
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
        {
            AtomicFile.Write(path, stream => stream.Write(content));
        }
    }

    // No path: the same on every machine.
    private static byte[] Encode(WorklistResult worklist)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_options))
        {
            json.WriteStartObject();
            json.WriteStartArray("units");
            foreach (UnitOutcome unit in worklist.Units.Where(static unit => unit.ImagePath is not null))
            {
                json.WriteStartObject();
                json.WriteString("package", unit.Package);
                json.WriteString("image", unit.State == UnitState.Shipped ? "shipped" : unit == worklist.Package ? "own" : "dependency");
                json.WriteString("buildId", unit.BuildId);
                if (unit.Key is not null)
                {
                    json.WriteString("key", unit.Key);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return [.. stream.ToArray(), (byte)'\n'];
    }
}
