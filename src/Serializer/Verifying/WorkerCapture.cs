using System.Text.Json;

namespace Imaging.Serializer.Verifying;

/// <summary>Captures a package in a process of its own.</summary>
internal static class WorkerCapture
{
    /// <param name="request">The package; the image goes where it says.</param>
    /// <param name="surroundings">What the process gets.</param>
    /// <param name="scratch">For the files of the process.</param>
    /// <param name="cancellation">Ends the process.</param>
    /// <returns>What became of the package, or how the process ended instead.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    internal static (SerializeResult? Result, string? Failure) Run(
        SerializeRequest request, WorkerSurroundings surroundings, ScratchDirectory scratch, CancellationToken cancellation)
    {
        string requestPath = scratch.File("request.json");
        File.WriteAllBytes(requestPath, JsonSerializer.SerializeToUtf8Bytes(request));
        (string? path, string? failure) = new WorkerProcess(WorkerRuntime.With(request.Frameworks), scratch, cancellation).Run("capture", [requestPath], surroundings);
        return path is null
            ? (null, failure)
            : (JsonSerializer.Deserialize<SerializeResult>(File.ReadAllBytes(path)), null);
    }
}
