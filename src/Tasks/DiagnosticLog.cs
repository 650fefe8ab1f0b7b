using Imaging.Serializer;
using Imaging.Serializer.Packages;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Imaging.Tasks;

// Every diagnostic carries its code, its page and the project file: NoWarn, WarningsAsErrors and the error list work on those.
internal sealed class DiagnosticLog(TaskLoggingHelper log, string projectFile) : IProgress<ImagingDiagnostic>
{
    public void Error(string code, string message, string? file = null, int line = 0) =>
        log.LogError(null, code, null, HelpLink.Of(code), file ?? projectFile, line, 0, 0, 0, message);

    public void Warning(string code, string message) =>
        log.LogWarning(null, code, null, HelpLink.Of(code), projectFile, 0, 0, 0, 0, message);

    /// <param name="failure">What fails.</param>
    /// <param name="exception">Names the file and the reason.</param>
    /// <param name="alternative">How to build without.</param>
    public void FileNotAccessible(string failure, Exception exception, string alternative) =>
        Error(DiagnosticCodes.FileNotAccessible, $"{failure}: {exception.Message.TrimEnd('.')}. Free the file, give yourself the right to it, or make room on the disk; or {alternative}.");

    public void Report(ImagingDiagnostic diagnostic)
    {
        switch (diagnostic.Severity)
        {
            case ImagingSeverity.Error:
                Error(diagnostic.Code, diagnostic.Message, diagnostic.File, diagnostic.Line);
                break;
            case ImagingSeverity.Warning:
                Warning(diagnostic.Code, diagnostic.Message);
                break;
            default:
                log.LogMessage(null, diagnostic.Code, null, projectFile, 0, 0, 0, 0, MessageImportance.Normal, diagnostic.Message);
                break;
        }

        if (diagnostic.Detail is { } detail)
        {
            log.LogMessage(MessageImportance.Low, $"{diagnostic.Code}: {detail}");
        }
    }

    public void Message(MessageImportance importance, string message) => log.LogMessage(importance, message);

    /// <param name="package">The package; <see langword="null"/> for that of the project.</param>
    /// <param name="result">What became of it.</param>
    public void Summarize(string? package, SerializeResult result)
    {
        foreach (ChangedDependencyImage changed in result.ChangedDependencyImages)
        {
            log.LogMessage(MessageImportance.High, $"Package image made again: it was linked to {changed}");
        }

        int captured = result.Roots.Count(root => root.Captured);
        long bytes = result.Roots.Sum(root => root.Bytes);
        string how = result.TakenFrom is { } depot ? $"taken from the depot {depot}" : "written";
        log.LogMessage(MessageImportance.High, $"Package image {(package is null ? "" : $"of {package} ")}{how}: {captured} of {result.Roots.Count} roots, {bytes:N0} bytes{(result.Verified ? ", verified" : "")}");
        foreach (RootOutcome root in result.Roots)
        {
            log.LogMessage(MessageImportance.Normal, $"  {root.Root}: builder {root.BuilderTime.TotalMilliseconds:F2} ms, {Outcome(root)}");
        }

        TimeSpan builders = Sum(result, static root => root.BuilderTime);
        TimeSpan restores = Sum(result, static root => root.RestoreTime!.Value);
        if (restores >= builders && restores > TimeSpan.Zero)
        {
            log.LogMessage(MessageImportance.Normal, $"  The image does not pay: restoring takes {restores.TotalMilliseconds:F2} ms, building {builders.TotalMilliseconds:F2} ms. Roots that are this cheap are better left to their builders.");
        }
    }

    private static TimeSpan Sum(SerializeResult result, Func<RootOutcome, TimeSpan> time) =>
        result.Roots.Where(static root => root.RestoreTime is not null).Aggregate(TimeSpan.Zero, (sum, root) => sum + time(root));

    private static string Outcome(RootOutcome root)
    {
        string restore = root.RestoreTime is { } time ? $"restore {time.TotalMilliseconds:F2} ms, "
            : root.RestoreProblem is { } problem ? $"not restored in a trial ({problem}), "
            : "";
        return root.Captured ? $"{restore}{root.Bytes:N0} bytes" : $"keeps its builder: {root.Refusal}";
    }
}
