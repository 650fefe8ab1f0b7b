using System.Text.Json;
using Imaging.Identity;
using Imaging.Serializer.Packages;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Verifying;

/// <summary>What the worker process does: one capture, from one file to another.</summary>
internal static class WorkerProgram
{
    /// <param name="requestPath">A <see cref="SerializeRequest"/>, in JSON.</param>
    /// <param name="resultPath">The <see cref="SerializeResult"/> to write, in JSON: whole, or not at all.</param>
    internal static void Run(string requestPath, string resultPath)
    {
        SerializeRequest request = JsonSerializer.Deserialize<SerializeRequest>(File.ReadAllBytes(requestPath))!;
        SerializeResult result = new PackageCapture(request with { IsSecond = true }, AssemblyFacts.Read, CancellationToken.None).Run();
        AtomicFile.Write(resultPath, stream => JsonSerializer.Serialize(stream, result));
    }
}
