using System.Text;
using System.Text.Json.Nodes;

namespace Imaging.Measurement;

/// <summary>A table of results.</summary>
/// <param name="title">What was measured.</param>
/// <param name="columns">Their heads; also the names of the values in JSON.</param>
internal sealed class Report(string title, params IReadOnlyList<string> columns)
{
    private readonly List<Cell[]> _rows = [];

    public void Add(params Cell[] row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, columns.Count);
        _rows.Add(row);
    }

    /// <summary>A heading and a table, with columns as wide as their content.</summary>
    public string ToMarkdown()
    {
        int[] widths = [.. columns.Select((column, index) => Math.Max(3, _rows.Select(row => row[index].Text.Length).Append(column.Length).Max()))];
        bool[] right = [.. columns.Select((_, index) => _rows.Count > 0 && _rows.All(row => row[index].IsNumber))];

        var text = new StringBuilder().Append("### ").AppendLine(title).AppendLine();
        AppendRow(text, columns.Select((column, index) => Pad(column, widths[index], right[index])));
        AppendRow(text, widths.Select((width, index) => right[index] ? new string('-', width - 1) + ':' : new string('-', width)));
        foreach (Cell[] row in _rows)
        {
            AppendRow(text, row.Select((cell, index) => Pad(cell.Text, widths[index], right[index])));
        }

        return text.ToString();
    }

    /// <summary>The title and an object of each row.</summary>
    public JsonObject ToJson() => new()
    {
        ["title"] = title,
        ["rows"] = new JsonArray([.. _rows.Select(JsonNode (row) =>
            new JsonObject(columns.Zip(row, (column, cell) => KeyValuePair.Create(column, cell.Value?.DeepClone()))))]),
    };

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");

    private static string Pad(string text, int width, bool right) => right ? text.PadLeft(width) : text.PadRight(width);
}
