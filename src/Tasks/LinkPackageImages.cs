using Imaging.Serializer;
using Imaging.Serializer.Linking;
using Microsoft.Build.Framework;

namespace Imaging.Tasks;

/// <summary>Proves that the images of an app hold where they were copied to, and writes the link manifest beside it.</summary>
[MSBuildMultiThreadableTask]
public sealed class LinkPackageImages : Microsoft.Build.Utilities.Task
{
    /// <summary>Absolute path of the project file, which diagnostics point to.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Name of the app's assembly.</summary>
    [Required]
    public string App { get; set; } = "";

    /// <summary>Absolute path of the directory that the app starts from.</summary>
    [Required]
    public string Directory { get; set; } = "";

    /// <summary>Absolute paths of the images there.</summary>
    [Required]
    public ITaskItem[] Images { get; set; } = [];

    /// <summary>How severe a broken image is: <c>error</c> or <c>warning</c>.</summary>
    [Required]
    public string Level { get; set; } = "";

    /// <summary>Absolute path of the marker; empty for a directory that is linked each time.</summary>
    public string? MarkerPath { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        // The marker is as old as the moment before anything was read: a change made meanwhile is newer.
        DateTime started = DateTime.UtcNow;
        var log = new DiagnosticLog(Log, ProjectFile);
        try
        {
            var app = new DeployedApp(App, Directory, Images.Select(static item => item.ItemSpec));
            LinkResult result = ImageLinker.Link(app);
            bool warnsOnly = string.Equals(Level, "warning", StringComparison.OrdinalIgnoreCase);
            foreach (ImagingDiagnostic finding in result.Findings)
            {
                log.Report(warnsOnly && finding.Severity == ImagingSeverity.Error ? finding with { Severity = ImagingSeverity.Warning } : finding);
            }

            if (Log.HasLoggedErrors)
            {
                File.Delete(app.ManifestPath);
                return false;
            }

            Finish(app, result, started);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.FileNotAccessible($"Imaging cannot link {App}", exception, "set ImagingLinkLevel to none to build without the link");
            return false;
        }
#pragma warning disable CA1031 // Whatever escapes is a bug of Imaging, and must reach the user with its code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.Error(DiagnosticCodes.Bug, $"Imaging failed to link {App}. This is a bug in Imaging; set ImagingLinkLevel to none to build without the link. {exception}");
            return false;
        }
    }

    private void Finish(DeployedApp app, LinkResult result, DateTime started)
    {
        LinkManifestFile.Update(app.ManifestPath, result.Manifest);
        if (!string.IsNullOrEmpty(MarkerPath))
        {
            new OutputMarker(MarkerPath, app.ManifestPath).Write(result.Manifest.Images.Count > 0 ? "manifest" : null, started);
        }

        Log.LogMessage(MessageImportance.High, $"Package images linked: {result.LinkedImages} of {app.Images.Count} in {App}");
    }
}
