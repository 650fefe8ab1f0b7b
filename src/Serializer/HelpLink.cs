namespace Imaging.Serializer;

/// <summary>The page of a diagnostic.</summary>
internal static class HelpLink
{
    internal static string Of(string code) => "https://imaging-dotnet.github.io/diagnostics/" + code;
}
