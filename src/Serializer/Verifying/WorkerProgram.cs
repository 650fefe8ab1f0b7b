using System.Text.Json;
using Imaging.Identity;
using Imaging.Serializer.Linking;
using Imaging.Serializer.Measuring;
using Imaging.Serializer.Packages;
using Imaging.Serializer.Refreshing;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Verifying;

/// <summary>What the worker process does: one thing, whose result it writes to a file, whole or not at all.</summary>
internal static class WorkerProgram
{
    /// <summary>Captures a package.</summary>
    /// <param name="resultPath">The <see cref="SerializeResult"/> to write, in JSON.</param>
    /// <param name="requestPath">The <see cref="SerializeRequest"/>, in JSON.</param>
    internal static void Capture(string resultPath, string requestPath)
    {
        SerializeRequest request = JsonSerializer.Deserialize<SerializeRequest>(File.ReadAllBytes(requestPath))!;
        SerializeResult result = new PackageCapture(request, AssemblyFacts.Read, CancellationToken.None).Run();
        AtomicFile.Write(resultPath, stream => JsonSerializer.Serialize(stream, result));
    }

    /// <summary>Reads the roots of the package beside an image, and measures that.</summary>
    /// <param name="resultPath">The <see cref="Measurement"/> of each root by its name, to write in JSON.</param>
    /// <param name="imagePath">The image.</param>
    /// <param name="roots">The roots to read.</param>
    internal static void Restore(string resultPath, string imagePath, IReadOnlyCollection<string> roots)
    {
        var measured = new Dictionary<string, Measurement>();
        foreach (DeployedRoot root in DeployedRoot.LoadAll(imagePath).Where(root => roots.Contains(root.Name)))
        {
            measured.Add(root.Name, Measure(root));
        }

        AtomicFile.Write(resultPath, stream => JsonSerializer.Serialize(stream, measured));
    }

    /// <summary>Refreshes the images of an app that runs on the framework of this process.</summary>
    /// <param name="resultPath">The <see cref="RefreshResult"/> to write, in JSON.</param>
    /// <param name="app">Name of the app.</param>
    /// <param name="directory">Where it lies.</param>
    internal static void Refresh(string resultPath, string app, string directory)
    {
        RefreshResult result;
        try
        {
            result = new AppRefresh(DeployedApp.Find(app, directory)).Run();
        }
        catch (Exception exception)
        {
            // Without a result the runtime would be to blame.
            bool isBug = exception is not (IOException or UnauthorizedAccessException);
            result = new RefreshResult(null, null, [], LinkManifestState.None, []) { Failure = isBug ? exception.ToString() : exception.Message, IsBug = isBug };
        }

        AtomicFile.Write(resultPath, stream => JsonSerializer.Serialize(stream, result));
    }

    private static Measurement Measure(DeployedRoot root)
    {
        try
        {
            return root.Measure();
        }
        catch (Exception exception)
        {
            // Of the package's own Imaging.Runtime, which may be another one than ours.
            return exception.GetType() is { FullName: "Imaging.ImageRejectedException" } rejection
                ? new Measurement(null, (string)rejection.GetProperty(nameof(ImageRejectedException.Reason))!.GetValue(exception)!, IsRejected: true)
                : new Measurement(null, exception.Message);
        }
    }
}
