using System.Text.Encodings.Web;
using System.Text.Json;

namespace Imaging.Cli.Output;

/// <summary>Prints what tools read.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>How a state is called.</summary>
    internal static string NameOf(Enum state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());

    internal static void Write<T>(T report) => Console.WriteLine(JsonSerializer.Serialize(report, s_options));
}
