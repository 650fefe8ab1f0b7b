namespace Imaging.Serializer.Packages;

/// <summary>What the user must know of a package's capture.</summary>
internal sealed class CaptureDiagnostics(string project)
{
    private readonly List<ImagingDiagnostic> _all = [];

    internal IReadOnlyList<ImagingDiagnostic> All => _all;

    internal void Warn(string code, string message) => _all.Add(new ImagingDiagnostic(code, ImagingSeverity.Warning, $"{project}: {message}"));

    internal void Tell(string code, string message) => _all.Add(new ImagingDiagnostic(code, ImagingSeverity.Message, $"{project}: {message}"));

    /// <param name="code">The code.</param>
    /// <param name="message">What, where, why, and what to do.</param>
    /// <param name="place">The place in the source that it is about.</param>
    /// <param name="detail">What only the log has room for.</param>
    internal void Fail(string code, string message, (string File, int Line)? place = null, string? detail = null) =>
        _all.Add(new ImagingDiagnostic(code, ImagingSeverity.Error, $"{project}: {message}") { File = place?.File, Line = place?.Line ?? 0, Detail = detail });
}
