using System.Text;

namespace Imaging.Cli.Output;

/// <summary>A table with aligned columns.</summary>
/// <param name="title">What it is of.</param>
/// <param name="columns">The columns' headings; a leading <c>&gt;</c> aligns a column to the right.</param>
internal sealed class TextTable(string title, params string[] columns)
{
    private const string Indent = "  ";

    private readonly List<string[]> _rows = [];

    internal void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Prints the table, unless it is empty.</summary>
    internal void Write()
    {
        if (_rows.Count == 0)
        {
            return;
        }

        string[] headings = [.. columns.Select(static column => column.TrimStart('>'))];
        int[] widths = [.. headings.Select((heading, column) => _rows.Max(row => row[column].Length) is var longest && longest > heading.Length ? longest : heading.Length)];
        Console.WriteLine();
        Console.WriteLine(title);
        foreach (string[] row in _rows.Prepend(headings))
        {
            var line = new StringBuilder();
            for (int i = 0; i < row.Length; i++)
            {
                line.Append(Indent).Append(columns[i][0] == '>' ? row[i].PadLeft(widths[i]) : row[i].PadRight(widths[i]));
            }

            Console.WriteLine(line.ToString().TrimEnd());
        }
    }
}
