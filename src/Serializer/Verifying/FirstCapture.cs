using Imaging.Identity;
using Imaging.Serializer.Packages;

namespace Imaging.Serializer.Verifying;

/// <summary>The capture that an image is made of: in this process, or, as the request says, in one that is like it.</summary>
internal sealed class FirstCapture(ScratchDirectory scratch, Func<string, AssemblyFacts> factsOf, CancellationToken cancellation)
{
    internal SerializeResult Run(SerializeRequest request)
    {
        if (!request.RunsInWorker)
        {
            return new PackageCapture(request, factsOf, cancellation).Run();
        }

        (SerializeResult? result, string? failure) = WorkerCapture.Run(request, WorkerSurroundings.OfThisProcess(), scratch, cancellation);
        return result ?? Failed(request, failure!);
    }

    private static SerializeResult Failed(SerializeRequest request, string failure)
    {
        var diagnostics = new CaptureDiagnostics(request.Project);
        diagnostics.Fail(DiagnosticCodes.IsolationFailed, $"the builders gave nothing: {failure}. Find out which of them ends its process: leave roots out with ImagingExclude until the build succeeds.");
        return new SerializeResult(UpToDate: false, ImageWritten: false, null, [], diagnostics.All);
    }
}
