namespace Imaging.Serializer.Verifying;

/// <summary>A capture of a package in a process that differs from this one in all that a builder should not depend on.</summary>
/// <param name="Result">What it gave; its image may lack roots whose builders threw there.</param>
/// <param name="Failure">Why it gave no image.</param>
internal sealed record SecondCapture(SerializeResult? Result, string? Failure)
{
    /// <param name="request">The package; the image goes where it says.</param>
    /// <param name="scratch">For the files of the process.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellation">Ends the process.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    internal static SecondCapture Make(SerializeRequest request, ScratchDirectory scratch, TimeSpan limit, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, string> environment = Perturbation.Variables(scratch.Subdirectory("home"), scratch.Subdirectory("tmp"));
        var surroundings = new WorkerSurroundings(scratch.Subdirectory("work"), environment, limit);
        (SerializeResult? result, string? failure) = WorkerCapture.Run(request with { IsSecond = true }, surroundings, scratch, cancellation);
        return result switch
        {
            null => new SecondCapture(null, failure),
            { ImageWritten: false } => new SecondCapture(null, result.Diagnostics.Count > 0 ? result.Diagnostics[^1].Message : "it made no image"),
            _ => new SecondCapture(result, null),
        };
    }
}
