using Imaging.Format;
using Imaging.Restore;

namespace Imaging.Serializer.Reading;

/// <summary>Checks one record of a table.</summary>
/// <exception cref="ImageFormatException">It is damaged.</exception>
internal delegate void RecordCheck(uint index);

/// <summary>What a verification found.</summary>
internal sealed class FindingList
{
    /// <summary>One damaged table would bury everything else.</summary>
    private const int MostOfOneCode = 20;

    private readonly List<ImagingDiagnostic> _findings = [];

    internal IReadOnlyList<ImagingDiagnostic> Findings => _findings;

    internal bool Any => _findings.Count > 0;

    internal void Add(string code, string message, ImagingSeverity severity = ImagingSeverity.Error)
    {
        int known = _findings.Count(finding => finding.Code == code);
        if (known < MostOfOneCode)
        {
            _findings.Add(new ImagingDiagnostic(code, severity, message));
        }
        else if (known == MostOfOneCode)
        {
            _findings.Add(new ImagingDiagnostic(code, severity, "there are more findings of this code"));
        }
    }

    /// <summary>Checks every record of a table; each damaged one is a finding.</summary>
    internal void ForEach(string code, string record, uint count, RecordCheck check)
    {
        for (uint i = 0; i < count; i++)
        {
            uint index = i;
            Check(code, $"{record} {index}", () => check(index));
        }
    }

    /// <summary>Checks one thing; if it is damaged, that is a finding.</summary>
    internal void Check(string code, string what, Action check)
    {
        try
        {
            check();
        }
        catch (Exception exception) when (exception is ImageFormatException or RestoreException or ArgumentException or IOException
            or BadImageFormatException or TypeLoadException or NotSupportedException or MemberAccessException)
        {
            Add(code, $"{what}: {RestoreFailure.Describe(exception)}");
        }
    }
}
