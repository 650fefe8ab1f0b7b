using Imaging.Format;
using Imaging.Serializer.Linking;
using Imaging.Serializer.Packages;
using Imaging.Serializer.Verifying;
using Imaging.Serializer.Worklists;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Refreshing;

/// <summary>
/// Makes the images of a deployed app that are missing, or do not hold on the runtime of this process, and links the app.
/// Images are made apart and put in place when all are done, each whole or not at all.
/// </summary>
internal sealed class AppRefresh
{
    private readonly DeployedApp _app;
    private readonly Dictionary<string, ResolvedAssembly> _assemblies;
    private readonly List<ImagingDiagnostic> _findings = [];

    /// <exception cref="IOException">A file of the app cannot be read.</exception>
    internal AppRefresh(DeployedApp app)
    {
        _app = app;
        _assemblies = AppAssemblies.PathsOf(app, app.Assemblies())
            .Select(Resolve)
            .DistinctBy(static assembly => Path.GetFileNameWithoutExtension(assembly.Path), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(static assembly => Path.GetFileNameWithoutExtension(assembly.Path), StringComparer.OrdinalIgnoreCase);
    }

    /// <exception cref="IOException">A file cannot be read.</exception>
    internal RefreshResult Run()
    {
        if (FormatMisfit() is { } misfit)
        {
            return RefreshResult.Refused(misfit);
        }

        using var scratch = new ScratchDirectory();
        WorklistResult worklist = new Worklist(Request(scratch), new WorklistSurroundings(new MachineCores()), CancellationToken.None).Run();
        foreach (IReadOnlyList<string> cycle in worklist.Cycles)
        {
            Warn(DiagnosticCodes.AssemblyCycle, $"{_app.Name} has assemblies that reference each other: {string.Join(" -> ", cycle)}. No image is made of those that have none that holds. Let references lead one way.");
        }

        RefreshedUnit[] units = [.. worklist.Units.Select(Refresh).OfType<RefreshedUnit>()];
        return new RefreshResult(Environment.Version.ToString(), FrameworkDirectory.FullPath, units, Link(), _findings);
    }

    private WorklistRequest Request(ScratchDirectory scratch) => new()
    {
        Package = new SerializeRequest
        {
            Project = _app.Name,
            AssemblyPath = Path.Combine(_app.Directory, _app.Name + ".dll"),
            Closure = [],
            ImagePath = scratch.File(_app.Name + ImageFormat.Extension),
            IsIsolated = true,
            Frameworks = SharedFramework.OfThisProcess,
            Verify = true,
        },
        IncludesPackage = false,
        Closure = [.. _assemblies.Values],
        DependencyDirectory = scratch.Subdirectory("images"),
        NeedsExactFramework = AppContext.GetData("Imaging.FrameworkMatch") is "exact",
        IsApp = true,
        IsDeployed = true,
    };

    // A program looks beside the assembly, then where the program lies.
    private ResolvedAssembly Resolve(string path)
    {
        var assembly = new ResolvedAssembly(path, IsPackage: true);
        return File.Exists(assembly.ImagePath) ? assembly : assembly with { ImagePath = Path.Combine(_app.Directory, Path.GetFileName(assembly.ImagePath)) };
    }

    private ImagingDiagnostic? FormatMisfit() =>
        _assemblies.GetValueOrDefault("Imaging.Runtime") is not { } runtime || RuntimeFormat.Of(runtime.Path) is ImageFormat.Version ? null : new ImagingDiagnostic(
            DiagnosticCodes.OtherImageFormat,
            ImagingSeverity.Error,
            $"{_app.Name} cannot be refreshed by this version of the tool: {runtime.Path} reads images of another format than {ImageFormat.Version}. Nothing was changed. Use the version of Imaging.Cli that {_app.Name} has of Imaging.Runtime.");

    /// <returns><see langword="null"/> for an assembly that declares no root after all, or that no program finds by the name of its file.</returns>
    private RefreshedUnit? Refresh(UnitOutcome unit)
    {
        if (_assemblies.GetValueOrDefault(unit.Package)?.ImagePath is not { } place)
        {
            return null;
        }

        string reason = unit.Misfit?.Reason ?? "it had none";
        if (unit.State == UnitState.Shipped)
        {
            return new RefreshedUnit(unit.Package, RefreshState.UpToDate, place, unit.BuildId, null);
        }

        IReadOnlyList<ImagingDiagnostic> diagnostics = unit.Result is { } result ? FormerImage.Read(place).News(result) : [];
        _findings.AddRange(diagnostics);
        if (unit is { ImagePath: null, HasFailed: false })
        {
            return null;
        }

        return unit.ImagePath is not null && Place(unit.ImagePath, place)
            ? new RefreshedUnit(unit.Package, RefreshState.Made, place, unit.BuildId, reason)
            : new RefreshedUnit(unit.Package, RefreshState.Failed, place, null, reason);
    }

    private bool Place(string image, string place)
    {
        try
        {
            AtomicFile.DeleteLeftovers(place);
            if (!IsSame(image, place))
            {
                using FileStream content = File.OpenRead(image);
                AtomicFile.Write(place, content.CopyTo);
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            CannotReplace(place, exception);
            return false;
        }
    }

    // One that was made again because it does not verify, and comes out the same, is the link's to report.
    private static bool IsSame(string image, string place) =>
        File.Exists(place) && new FileInfo(place).Length == new FileInfo(image).Length && File.ReadAllBytes(place).AsSpan().SequenceEqual(File.ReadAllBytes(image));

    private LinkManifestState Link()
    {
        DeployedApp app = DeployedApp.Find(_app.Name, _app.Directory);
        LinkResult link = ImageLinker.Link(app);
        _findings.AddRange(link.Findings);
        try
        {
            AtomicFile.DeleteLeftovers(app.ManifestPath);
            return link.Settle(app, writes: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            CannotReplace(app.ManifestPath, exception);
            return LinkManifestState.OutOfDate;
        }
    }

    private void CannotReplace(string path, Exception exception) => _findings.Add(new ImagingDiagnostic(
        DiagnosticCodes.FileNotReplaced,
        ImagingSeverity.Error,
        $"{path} cannot be replaced, and is what it was: {exception.Message} Let refresh write to the directory, as whoever deploys the app may."));

    private void Warn(string code, string message) => _findings.Add(new ImagingDiagnostic(code, ImagingSeverity.Warning, message));
}
