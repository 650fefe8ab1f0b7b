using Imaging.Serializer;

namespace Imaging.Cli.Output;

/// <summary>Prints findings.</summary>
internal static class FindingOutput
{
    /// <summary>Prints what a verb found.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="asJson">Whether to print JSON for tools.</param>
    /// <param name="document">Makes the JSON document around the findings.</param>
    /// <param name="summary">The last line for people.</param>
    /// <returns>What the tool ends with. A message is no finding.</returns>
    internal static int Report(IReadOnlyList<ImagingDiagnostic> findings, bool asJson, Func<IEnumerable<object>, object> document, string? summary = null)
    {
        if (asJson)
        {
            JsonOutput.Write(document(findings.Select(ToJson)));
        }
        else
        {
            foreach (ImagingDiagnostic finding in findings)
            {
                Console.WriteLine($"{SeverityName(finding)} {finding.Code}: {finding.Message}");
            }

            if (summary is not null)
            {
                Console.WriteLine(summary);
            }
        }

        return Count(findings) == 0 ? ExitCode.Fine : ExitCode.Findings;
    }

    /// <summary>How many there are. A message is none.</summary>
    internal static int Count(IReadOnlyList<ImagingDiagnostic> findings) =>
        findings.Count(static finding => finding.Severity != ImagingSeverity.Message);

    private static object ToJson(ImagingDiagnostic finding) => new
    {
        finding.Code,
        Severity = SeverityName(finding),
        finding.Message,
        Help = HelpLink.Of(finding.Code),
    };

    private static string SeverityName(ImagingDiagnostic finding) => finding.Severity switch
    {
        ImagingSeverity.Error => "error",
        ImagingSeverity.Warning => "warning",
        _ => "message",
    };
}
