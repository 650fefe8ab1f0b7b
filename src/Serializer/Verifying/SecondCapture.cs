using System.Text.Json;

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
        string requestPath = scratch.File("request.json");
        File.WriteAllBytes(requestPath, JsonSerializer.SerializeToUtf8Bytes(request));
        IReadOnlyDictionary<string, string> environment = Perturbation.Environ(scratch.Subdirectory("home"), scratch.Subdirectory("tmp"));
        (string? path, string? failure) = new WorkerProcess(scratch, cancellation).Run("capture", [requestPath], environment, limit);
        SerializeResult? result = path is null ? null : JsonSerializer.Deserialize<SerializeResult>(File.ReadAllBytes(path));
        return result switch
        {
            null => new SecondCapture(null, failure ?? "its process left no result"),
            { ImageWritten: false } => new SecondCapture(null, result.Diagnostics.Count > 0 ? result.Diagnostics[^1].Message : "it made no image"),
            _ => new SecondCapture(result, null),
        };
    }
}
