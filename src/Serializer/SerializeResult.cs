using System.Text.Json.Serialization;
using Imaging.Serializer.Packages;

namespace Imaging.Serializer;

/// <summary>What became of a package.</summary>
/// <param name="UpToDate">The image in place was made from the same content: nothing was written.</param>
/// <param name="ImageWritten">An image was written.</param>
/// <param name="BuildId">The image's build id in hexadecimal; <see langword="null"/> where the package declares no root.</param>
/// <param name="Roots">What became of each root.</param>
/// <param name="Diagnostics">What the user must know.</param>
public sealed record SerializeResult(
    bool UpToDate,
    bool ImageWritten,
    string? BuildId,
    IReadOnlyList<RootOutcome> Roots,
    IReadOnlyList<ImagingDiagnostic> Diagnostics)
{
    /// <summary>A second capture confirmed the image that was written.</summary>
    public bool Verified { get; init; }

    /// <summary>Where the image was taken from instead of being made; <see langword="null"/> where it was not.</summary>
    public string? TakenFrom { get; init; }

    /// <summary>Why an image was made, as the end of a sentence; <see langword="null"/> where the one in place was up to date, or there is no root.</summary>
    public string? Reason { get; init; }

    /// <summary>Build ids of the images of dependencies whose roots builders read, by name; <see cref="DependencyBuilds.None"/> where a builder of theirs ran.</summary>
    [JsonInclude]
    internal IReadOnlyDictionary<string, string> LinkedImages { get; init; } = new Dictionary<string, string>();

    /// <summary>The images of dependencies that the image in place was linked to, and that are others now: why it had to be made again.</summary>
    internal IReadOnlyList<ChangedDependencyImage> ChangedDependencyImages { get; init; } = [];

    /// <summary>How long it took to capture the graphs that builders made, in the first capture.</summary>
    [JsonInclude]
    internal TimeSpan CaptureTime { get; init; }

    /// <summary>How long it took to lay the image out, compute its ids and write it.</summary>
    [JsonInclude]
    internal TimeSpan WritingTime { get; init; }

    /// <summary>The image holds something that is right only where a second capture gave the same.</summary>
    [JsonInclude]
    internal bool NeedsSecondCapture { get; init; }

    /// <summary>Simple names of what was loaded of the closure: the code of the rest of it had no part in the image. <see langword="null"/> where that is not known.</summary>
    [JsonInclude]
    internal IReadOnlyCollection<string>? RestsOn { get; init; }
}

/// <summary>What became of one root.</summary>
/// <param name="Root">Declaring type and member.</param>
/// <param name="Captured">The image holds it; otherwise it keeps its builder.</param>
/// <param name="Bytes">What its objects take in the image.</param>
/// <param name="BuilderTime">How long its builder took.</param>
/// <param name="Refusal">Why it was refused; <see langword="null"/> where it was captured.</param>
public sealed record RootOutcome(string Root, bool Captured, long Bytes, TimeSpan BuilderTime, string? Refusal)
{
    /// <summary>How long its first read took in a fresh process that restored it; <see langword="null"/> where that was not tried, or failed.</summary>
    public TimeSpan? RestoreTime { get; init; }

    /// <summary>Why it could not be restored in a fresh process; <see langword="null"/> where it could, or that was not tried.</summary>
    public string? RestoreProblem { get; init; }
}

/// <summary>A coded message.</summary>
/// <param name="Code">The <c>IMG</c> code.</param>
/// <param name="Severity">Its severity.</param>
/// <param name="Message">What, where, why, and what to do.</param>
public sealed record ImagingDiagnostic(string Code, ImagingSeverity Severity, string Message)
{
    /// <summary>The source file that it is about; <see langword="null"/> where that is not known.</summary>
    public string? File { get; init; }

    /// <summary>The line in <see cref="File"/>, from 1.</summary>
    public int Line { get; init; }

    /// <summary>What only the log has room for; <see langword="null"/> for nothing.</summary>
    public string? Detail { get; init; }
}

/// <summary>How severe a message is.</summary>
public enum ImagingSeverity
{
    /// <summary>For the log.</summary>
    Message,

    /// <summary>A root keeps its builder.</summary>
    Warning,

    /// <summary>The build fails.</summary>
    Error,
}
