namespace Imaging.Cli.Output;

/// <summary>Text that may hold anything, on one line.</summary>
internal static class TextLine
{
    internal static string Of(string text) => string.Concat(text.Select(static character => char.IsControl(character) ? '·' : character));
}
