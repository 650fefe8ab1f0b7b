using System.Text.Json;
using Imaging.Serializer.Linking;
using Imaging.Serializer.Verifying;

namespace Imaging.Serializer.Refreshing;

/// <summary>Refreshes an app in a process on the runtime that the app runs on: builders must find what the app finds.</summary>
internal static class RefreshProcess
{
    /// <param name="app">The app.</param>
    /// <param name="cancellation">Ends the process. Images that it has put in place stay.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    /// <exception cref="IOException">A file of the app cannot be read.</exception>
    internal static RefreshResult Run(DeployedApp app, CancellationToken cancellation)
    {
        using var scratch = new ScratchDirectory();
        if (AppRuntime.Of(app, scratch.Subdirectory("framework")) is not { } runtime)
        {
            return DoesNotStart(app, $"{app.Name}.runtimeconfig.json does not say which framework it runs on, or {app.Name}.deps.json not which files are that framework's");
        }

        (string? path, string? failure) = new WorkerProcess(runtime, scratch, cancellation).Run("refresh", [app.Name, app.Directory], WorkerSurroundings.OfThisProcess());
        if (path is null)
        {
            return DoesNotStart(app, failure!);
        }

        RefreshResult result = JsonSerializer.Deserialize<RefreshResult>(File.ReadAllBytes(path))!;
        return result.Failure is null ? result : throw (result.IsBug ? new InvalidOperationException(result.Failure) : new IOException(result.Failure));
    }

    private static RefreshResult DoesNotStart(DeployedApp app, string why) => RefreshResult.Refused(new ImagingDiagnostic(
        DiagnosticCodes.RuntimeDoesNotStart,
        ImagingSeverity.Error,
        $"{app.Name} cannot be refreshed: the runtime that it runs on does not start here: {why}. Nothing was changed. Refresh an app where it will run, with the dotnet that will run it."));
}
