using Imaging.Serializer;
using Imaging.Serializer.Depot;
using Imaging.Serializer.Packages;
using Imaging.Serializer.Worklists;
using Microsoft.Build.Framework;

namespace Imaging.Tasks;

/// <summary>Makes the image of the project's assembly and those that it needs of the packages below it, and a marker that says which there are.</summary>
[MSBuildMultiThreadableTask]
public sealed class SerializePackageImage : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>The name that messages call the project by.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>Absolute path of the project file, which diagnostics point to.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Absolute path of the compiled assembly.</summary>
    [Required]
    public string AssemblyPath { get; set; } = "";

    /// <summary>Absolute path of the image to write.</summary>
    [Required]
    public string ImagePath { get; set; } = "";

    /// <summary>Absolute path of the marker.</summary>
    [Required]
    public string MarkerPath { get; set; } = "";

    /// <summary>Absolute path of the worklist.</summary>
    [Required]
    public string WorklistPath { get; set; } = "";

    /// <summary>Absolute path of the directory for images of packages below the project.</summary>
    [Required]
    public string DependencyDirectory { get; set; } = "";

    /// <summary>Whether the project deploys what it runs with.</summary>
    public bool IsApp { get; set; }

    /// <summary>Absolute paths of the implementation assemblies that the package runs with; those of NuGet packages with their metadata.</summary>
    public ITaskItem[] Closure { get; set; } = [];

    /// <summary>Assemblies for one runtime identifier each (metadata <c>RuntimeIdentifier</c>), of which those for this machine join the closure.</summary>
    public ITaskItem[] RuntimeTargets { get; set; } = [];

    /// <summary>The files that builders read, by absolute path, with the metadata <c>Name</c>.</summary>
    public ITaskItem[] Inputs { get; set; } = [];

    /// <summary>Names of roots that keep their builder.</summary>
    public ITaskItem[] Exclude { get; set; } = [];

    /// <summary>How long one builder may take: seconds, or a time span; empty for no limit.</summary>
    public string? BuilderTimeout { get; set; }

    /// <summary>Where builders run: <c>inproc</c> or <c>process</c>.</summary>
    public string? Isolation { get; set; }

    /// <summary>Whether a second capture, in another process, has to give the same.</summary>
    public bool Verify { get; set; }

    /// <summary>Whether the project runs with images of its own build of the framework only: <c>exact</c>.</summary>
    public string? FrameworkMatch { get; set; }

    /// <summary>Absolute path of the depot; <c>off</c> for none; empty for the user's.</summary>
    public string? DepotPath { get; set; }

    /// <summary>Absolute paths of depots that are only read, separated by semicolons.</summary>
    public string? DepotFallbackPaths { get; set; }

    /// <summary>What the images of the depot may take: bytes, or a number with a unit.</summary>
    public string? DepotSizeLimit { get; set; }

    /// <summary>Address of the server that a team shares images through; empty for none.</summary>
    public string? DepotRemote { get; set; }

    /// <summary>What is done there: <c>readwrite</c> or <c>read</c>.</summary>
    public string? DepotRemoteAccess { get; set; }

    /// <summary>How many seconds it may take to answer.</summary>
    public string? DepotRemoteTimeout { get; set; }

    /// <summary>Shared frameworks besides Microsoft.NETCore.App that the project uses.</summary>
    public ITaskItem[] ExtraFrameworks { get; set; } = [];

    /// <summary>Version of the framework that a self-contained project ships; empty for the shared one.</summary>
    public string? BundledFramework { get; set; }

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _cancellation.Dispose();

    /// <inheritdoc/>
    public override bool Execute()
    {
        // The marker is as old as the moment before anything was read: a change made while builders run is newer.
        DateTime started = DateTime.UtcNow;
        var log = new DiagnosticLog(Log, ProjectFile);
        try
        {
            var marker = new OutputMarker(MarkerPath, ImagePath);
            string? misfit = FrameworkFit.Misfit(BundledFramework);
            string? ownMisfit = misfit ?? FrameworkFit.OwnMisfit(ExtraFrameworks, BundledFramework);
            if (ownMisfit is not null && RootReferences.Exist(AssemblyPath))
            {
                log.Warning(DiagnosticCodes.FrameworkMisfit, $"The roots of {Project} keep their builders: {ownMisfit}");
            }

            if (misfit is not null)
            {
                return Finish(marker, new WorklistResult([], null, []), started);
            }

            if (Request(log) is not { } request || !BuildDepot.TryGet(BuildEngine4, DepotOptions(), log, out ImageDepot? depot))
            {
                return false;
            }

            var worklist = new Worklist(request with { IncludesPackage = ownMisfit is null }, new WorklistSurroundings(new CoreBudget(BuildEngine), depot, log), _cancellation.Token);
            WorklistResult result = worklist.Run();
            new WorklistLog(log, Project, Closure).Report(result);
            return Finish(marker, result, started);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.FileNotAccessible($"Imaging cannot make the image of {Project}", exception, "set ImagingEnabled to false to build without images");
            return false;
        }
#pragma warning disable CA1031 // Whatever escapes is a bug of Imaging, and must reach the user with its code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.Error(DiagnosticCodes.Bug, $"Imaging failed on {Project}. This is a bug in Imaging; set ImagingEnabled to false to build without images. {exception}");
            return false;
        }
    }

    // A warning that the user treats as an error is one only to the log: without a marker the next build states it again.
    private bool Finish(OutputMarker marker, WorklistResult result, DateTime started)
    {
        if (Log.HasLoggedErrors)
        {
            return false;
        }

        WorklistFile.Update(WorklistPath, result);
        string? own = result.Package is { ImagePath: not null } unit ? $"image {unit.BuildId}{(unit.Result!.Verified ? " verified" : "")}" : null;
        marker.Write(own, started, result.Dependencies.Where(static unit => unit.IsLocal).Select(static unit => Path.GetFileName(unit.ImagePath!)));
        return true;
    }

    private DepotOptions DepotOptions() => new()
    {
        Path = DepotPath,
        FallbackPaths = DepotFallbackPaths,
        SizeLimit = DepotSizeLimit,
        Remote = DepotRemote,
        RemoteAccess = DepotRemoteAccess,
        RemoteTimeout = DepotRemoteTimeout,
    };

    private WorklistRequest? Request(DiagnosticLog log)
    {
        bool timeoutGiven = BuilderTimeouts.TryParse(BuilderTimeout, out TimeSpan? timeout);
        if (!timeoutGiven)
        {
            log.Error(DiagnosticCodes.InvalidSetting, $"ImagingBuilderTimeout is '{BuilderTimeout}'; write seconds (90) or a time span (0:01:30), greater than zero.");
        }

        return InputFiles.TryRead(Inputs, log, out IReadOnlyList<InputFile> inputs) && timeoutGiven
            ? new WorklistRequest
            {
                Package = new SerializeRequest
                {
                    Project = Project,
                    AssemblyPath = AssemblyPath,
                    Closure = [],
                    ImagePath = ImagePath,
                    Inputs = inputs,
                    Exclude = [.. Exclude.Select(item => item.ItemSpec)],
                    BuilderTimeout = timeout,
                    IsIsolated = string.Equals(Isolation, "process", StringComparison.OrdinalIgnoreCase),
                    Verify = Verify,
                    Frameworks = FrameworkFit.Installed(ExtraFrameworks),
                },
                Closure = RuntimeClosure.Of(Closure, RuntimeTargets),
                DependencyDirectory = DependencyDirectory,
                NeedsExactFramework = string.Equals(FrameworkMatch, "exact", StringComparison.OrdinalIgnoreCase),
                IsApp = IsApp,
            }
            : null;
    }
}
