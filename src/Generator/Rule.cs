namespace Imaging.Generator;

internal static class Rule
{
    private const string Pages = "https://imaging-dotnet.github.io/diagnostics/";

    public static string HelpLink(string id) => Pages + id;
}
