using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Imaging.Generator.Tests;

internal static class Expect
{
    /// <summary>
    /// Asserts what a build prints: each entry is a code and the text that it points at, or a prefix of "CS" that stands for itself.
    /// </summary>
    public static async Task DiagnosticsAsync(TestCompilation compilation, params string[] expected)
    {
        var actual = (await compilation.DiagnosticsAsync()).OrderBy(one => one.Location.SourceSpan.Start).ThenBy(one => one.Id, StringComparer.Ordinal);
        Assert.AreEqual(string.Join('\n', expected), string.Join('\n', actual.Select(one => $"{one.Id} {TextOf(compilation, one.Location)}")));
    }

    public static async Task<string> MessageAsync(TestCompilation compilation, string id) =>
        string.Join('\n', (await compilation.DiagnosticsAsync()).Where(one => one.Id == id).Select(one => one.GetMessage(CultureInfo.InvariantCulture)));

    public static Task CleanAsync(TestCompilation compilation) => DiagnosticsAsync(compilation);

    private static string TextOf(TestCompilation compilation, Location location)
    {
        var path = location.GetLineSpan().Path;
        var tree = compilation.After.SyntaxTrees.Single(tree => tree.FilePath == path);
        return tree.GetText().ToString(location.SourceSpan);
    }
}
