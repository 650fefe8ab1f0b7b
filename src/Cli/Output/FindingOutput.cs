using Imaging.Serializer;

namespace Imaging.Cli.Output;

/// <summary>Prints findings.</summary>
internal static class FindingOutput
{
    private const string HelpLinks = "https://imaging-dotnet.github.io/diagnostics/";

    /// <summary>How many there are. A message is none.</summary>
    internal static int Count(IReadOnlyList<ImagingDiagnostic> findings) =>
        findings.Count(static finding => finding.Severity != ImagingSeverity.Message);

    internal static void Write(IReadOnlyList<ImagingDiagnostic> findings)
    {
        foreach (ImagingDiagnostic finding in findings)
        {
            Console.WriteLine($"{SeverityName(finding)} {finding.Code}: {finding.Message}");
        }
    }

    internal static object ToJson(ImagingDiagnostic finding) => new
    {
        finding.Code,
        Severity = SeverityName(finding),
        finding.Message,
        Help = HelpLinks + finding.Code,
    };

    private static string SeverityName(ImagingDiagnostic finding) => finding.Severity switch
    {
        ImagingSeverity.Error => "error",
        ImagingSeverity.Warning => "warning",
        _ => "message",
    };
}
