using System.Collections.Concurrent;
using Imaging.Format;
using Imaging.Identity;
using Imaging.Serializer.Packages;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Worklists;

/// <summary>
/// The units of a project in the order of their dependencies: the packages below it that have roots, and its own. Each has an
/// image that came with it and holds, one that this project made before, or one that is made now.
/// </summary>
internal sealed class Worklist
{
    private readonly WorklistRequest _request;
    private readonly WorklistSurroundings _surroundings;
    private readonly CancellationToken _cancellation;
    private readonly AssemblyGraph _graph;
    private readonly ClosureFit _fit;
    private readonly ConcurrentDictionary<string, AssemblyFacts> _facts = new(StringComparer.Ordinal);

    // Not written to while units of one level are brought up to date.
    private readonly Dictionary<string, UnitOutcome> _outcomes = new(StringComparer.Ordinal);

    /// <param name="request">The project.</param>
    /// <param name="surroundings">What the build lends.</param>
    /// <param name="cancellation">Ends the work between two roots.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    internal Worklist(WorklistRequest request, WorklistSurroundings surroundings, CancellationToken cancellation)
    {
        _request = request;
        _surroundings = surroundings;
        _cancellation = cancellation;
        _graph = AssemblyGraph.Read(request.Closure);
        _fit = new ClosureFit(_graph, FactsOf, _outcomes, request);
    }

    /// <summary>Brings every image up to date.</summary>
    /// <exception cref="OperationCanceledException">The cancellation was raised.</exception>
    /// <exception cref="IOException">A file cannot be read, or an image cannot be written.</exception>
    internal WorklistResult Run()
    {
        bool hasRoots = _request.IncludesPackage && RootReferences.Exist(_request.Package.AssemblyPath);
        if (_request.IsApp || hasRoots)
        {
            Directory.CreateDirectory(_request.DependencyDirectory);
            foreach (IReadOnlyList<AssemblyNode> level in _graph.Levels)
            {
                foreach (UnitOutcome outcome in InParallel.Run(level, Bring, _surroundings.Cores, _cancellation))
                {
                    _outcomes.Add(outcome.Package, outcome);
                }
            }
        }

        List<UnitOutcome> units = [.. _outcomes.Values];
        RemoveOthers();
        UnitOutcome? own = _request.IncludesPackage ? Serialize(Path.GetFileNameWithoutExtension(_request.Package.AssemblyPath), OwnRequest(), misfit: null) : null;
        return new WorklistResult(units, own, hasRoots || _request.IsApp ? _graph.Cycles : []);
    }

    private UnitOutcome Bring(AssemblyNode unit)
    {
        ImageMisfit? misfit = null;
        ImageDescription? shipped = null;
        if (File.Exists(unit.ShippedImagePath))
        {
            misfit = _fit.Misfit(unit, out shipped);
            if (misfit is null)
            {
                return new UnitOutcome(unit.Name, UnitState.Shipped, unit.ShippedImagePath, shipped!.BuildId);
            }
        }
        else if (!unit.Resolved.IsPackage)
        {
            // The project that made it decided that it has none.
            return new UnitOutcome(unit.Name, UnitState.NoImage, null, null);
        }

        if (_request.IsDeployed && FailedBelow(unit, shipped) is { } failed)
        {
            return new UnitOutcome(unit.Name, UnitState.NoImage, null, null) { Misfit = new ImageMisfit($"it refers to the image of {failed}, of which none can be made") };
        }

        return _graph.Cycles.Any(cycle => cycle.Contains(unit.Name))
            ? new UnitOutcome(unit.Name, UnitState.NoImage, null, null) { Misfit = misfit }
            : Serialize(unit.Name, DependencyRequest(unit, _graph.ClosureOf(unit), shipped), misfit);
    }

    // What goes wrong once may go well the next time. An image that was made in between would be without the roots that are linked to the other.
    private string? FailedBelow(AssemblyNode unit, ImageDescription? former) => former is null ? null : _graph.ClosureOf(unit)
        .Select(static assembly => assembly.Name)
        .FirstOrDefault(name => former.Dependencies.Any(dependency => dependency.Name == name && dependency.Image is not null) && _outcomes.GetValueOrDefault(name) is { HasFailed: true });

    private UnitOutcome Serialize(string name, SerializeRequest package, ImageMisfit? misfit)
    {
        SerializeResult result = PackageSerializer.Serialize(package, FactsOf, _surroundings.Depot, _surroundings.Notices, _cancellation);
        bool hasImage = result.ImageWritten || (result.UpToDate && File.Exists(package.ImagePath));
        return new UnitOutcome(
            name,
            !hasImage ? UnitState.NoImage : result.TakenFrom is not null ? UnitState.Taken : result.ImageWritten ? UnitState.Made : UnitState.UpToDate,
            hasImage ? package.ImagePath : null,
            hasImage ? result.BuildId : null)
        {
            Key = hasImage ? ImageKey.Read(package.ImagePath)?.Key : null,
            Result = result,
            Misfit = misfit,
        };
    }

    private SerializeRequest OwnRequest() => _request.Package with
    {
        Closure = [.. _request.Closure.Select(static assembly => assembly.Path)],
        DependencyImages = [.. Images()],
        Exclude = _request.Package.Exclude.Count == 0 ? [] : [.. _request.Package.Exclude.Except(RootsOfDependencies())],
    };

    // What an assembly references, directly or through others, and no package brings. All others run as they would without these frameworks.
    private IReadOnlyList<SharedFramework> FrameworksOf(AssemblyNode unit, IReadOnlyList<AssemblyNode> closure)
    {
        if (_request.Package.Frameworks.Count == 0)
        {
            return [];
        }

        string[] outside = [.. closure.Prepend(unit).SelectMany(static assembly => assembly.References).Distinct(StringComparer.OrdinalIgnoreCase).Where(name => _graph.Find(name) is null && !FrameworkDirectory.CoreHas(name))];
        return [.. _request.Package.Frameworks.Where(framework => Array.Exists(outside, name => framework.FileOf(name) is not null))];
    }

    private SerializeRequest DependencyRequest(AssemblyNode unit, IReadOnlyList<AssemblyNode> closure, ImageDescription? shipped) => _request.Package with
    {
        Project = $"{unit.Name}, for {_request.Package.Project}",
        AssemblyPath = unit.Path,
        Closure = [.. closure.Select(static assembly => assembly.Path)],
        DependencyImages = [.. closure.Select(assembly => _outcomes.GetValueOrDefault(assembly.Name)?.ImagePath).OfType<string>()],
        ImagePath = Path.Combine(_request.DependencyDirectory, Path.GetFileNameWithoutExtension(unit.Path) + ImageFormat.Extension),
        Inputs = unit.Inputs(),
        Frameworks = FrameworksOf(unit, closure),
        Verify = _request.Package.Verify && (!_request.IsDeployed || shipped is null or { Verified: true }),
        Exclude = [.. _request.Package.Exclude.Union(shipped?.Roots.Where(static root => root.Refusal == RootCapture.Excluded).Select(static root => root.Root) ?? [])],
        IsDependency = true,
    };

    private IEnumerable<string> Images() => _outcomes.Values.Select(static outcome => outcome.ImagePath).OfType<string>();

    private IEnumerable<string> RootsOfDependencies() => Images().SelectMany(static image => ImageDescription.Read(image).Roots).Select(static root => root.Root);

    private AssemblyFacts FactsOf(string path) => _facts.GetOrAdd(path, AssemblyFacts.Read);

    // Images of what is no longer resolved, or came with one that holds by now.
    private void RemoveOthers()
    {
        if (!Directory.Exists(_request.DependencyDirectory))
        {
            return;
        }

        HashSet<string> kept = [.. _outcomes.Values.Where(static unit => unit.IsLocal).SelectMany(static unit => new[] { unit.ImagePath!, ImageKey.PathOf(unit.ImagePath!) })];
        foreach (string file in Directory.EnumerateFiles(_request.DependencyDirectory).Where(file => !kept.Contains(file)))
        {
            File.Delete(file);
        }

        if (kept.Count == 0)
        {
            Directory.Delete(_request.DependencyDirectory);
        }
    }
}
