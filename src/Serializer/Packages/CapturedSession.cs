using System.Reflection;
using Imaging.Serializer.Capture;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Packages;

/// <summary>The copy of Imaging.Runtime that a captured package runs with, which may be of another version than the serializer's own.</summary>
internal sealed class CapturedSession
{
    private readonly string _package;
    private readonly SerializeRequest _request;
    private readonly MethodInfo _takeUses;
    private readonly ExternalObjects _externals;
    private readonly Dictionary<(string Assembly, string Root), string> _built = [];
    private readonly Dictionary<string, bool> _hasInputs = [];

    /// <exception cref="MissingMethodException">It is of a version that cannot be captured.</exception>
    internal CapturedSession(Assembly runtime, SerializeRequest request, ExternalObjects externals)
    {
        _externals = externals;
        _request = request;
        Type session = runtime.GetType(typeof(CaptureSession).FullName!, throwOnError: true)!;
        _package = Path.GetFileNameWithoutExtension(request.AssemblyPath);
        _takeUses = Method(session, nameof(CaptureSession.TakeUses));
        Method(session, nameof(CaptureSession.Enter)).Invoke(
            null,
            [_package, request.Inputs.ToDictionary(static input => input.Name, static input => input.Path)]);
        Method(session, nameof(CaptureSession.LinkImages)).Invoke(
            null,
            [
                request.DependencyImages.DistinctBy(Path.GetFileNameWithoutExtension).ToDictionary(static image => Path.GetFileNameWithoutExtension(image)),
                (Action<Assembly, string, uint, string[], object?[], ulong[], object[]>)externals.Add,
            ]);
    }

    /// <summary>Build ids of the images of dependencies whose roots were read, by name.</summary>
    internal IReadOnlyDictionary<string, string> LinkedImages()
    {
        var linked = _built.Keys.Select(static root => root.Assembly).Distinct().ToDictionary(static assembly => assembly, static _ => DependencyBuilds.None);
        foreach (RestoredUnit unit in _externals.Units)
        {
            linked[unit.Package] = unit.Image.ToString();
        }

        return linked;
    }

    internal bool IsPackage(string assembly) => assembly == _package;

    /// <summary>What was read of roots and inputs since the last call, in order.</summary>
    internal IEnumerable<RootUse> TakeUses()
    {
        foreach (string use in (string[])_takeUses.Invoke(null, null)!)
        {
            if (use.Split('\n', 4) is ["built", var builtAssembly, var builtRoot, var reason])
            {
                _built[(builtAssembly, builtRoot)] = reason;
            }
            else if (use.Split('\n') is [var kind, var assembly, var name])
            {
                yield return new RootUse(kind == "input", assembly, name, "its builder");
            }
        }
    }

    /// <summary>Looks at what a builder used of other roots, and of other packages.</summary>
    /// <param name="root">The root that was built.</param>
    /// <param name="uses">What its builder used.</param>
    /// <param name="roots">The package's roots; those that the builder used are captured or refused.</param>
    /// <returns>What it used of other packages: units of their images.</returns>
    /// <exception cref="CaptureRefusedException">The root rests on something that the image cannot refer to.</exception>
    internal IReadOnlyCollection<RestoredUnit> CheckUses(string root, IEnumerable<RootUse> uses, IReadOnlyList<CapturedRoot> roots)
    {
        var linkedTo = new HashSet<RestoredUnit>();
        foreach (RootUse use in uses.Where(use => !IsPackage(use.Assembly) || (!use.IsInput && use.Name != root)))
        {
            if (use.IsInput)
            {
                throw new CaptureRefusedException(
                    DiagnosticCodes.RestsOnOther,
                    $"{use.Reader} reads the input {use.Name} of {use.Assembly}, and a change of that file would not be noticed; declare the file as an ImagingInput of this project and read it from here");
            }

            if (!IsPackage(use.Assembly))
            {
                if (_externals.UnitOf(use.Assembly, use.Name) is { } linked)
                {
                    linkedTo.Add(linked);
                    continue;
                }

                throw new CaptureRefusedException(
                    DiagnosticCodes.RestsOnOther,
                    $"{use.Reader} reads the root {use.Name} of {use.Assembly}, which has no value in an image of {use.Assembly}, so its objects would be copied; let {use.Assembly} have an image that holds it, or read {use.Name} when it is needed instead of in the builder",
                    _built.TryGetValue((use.Assembly, use.Name), out string? reason) ? $" (Its builder ran here: {reason}.)" : "");
            }

            if (roots.FirstOrDefault(other => other.Name == use.Name)?.Refusal is { } refusal)
            {
                throw new CaptureRefusedException(
                    DiagnosticCodes.RestsOnOther,
                    $"{use.Reader} reads the root {use.Name}, which keeps its builder ({refusal}); both would hold copies of the same objects");
            }
        }

        // What an earlier builder read, a static field may have kept for this one. Of the same code it is the same, but for files.
        linkedTo.UnionWith(_externals.Units.Where(unit => HasInputs(unit.Package)));
        return linkedTo;
    }

    private bool HasInputs(string package)
    {
        if (!_hasInputs.TryGetValue(package, out bool hasInputs))
        {
            _hasInputs.Add(package, hasInputs = DependencyBuilds.HasInputs(_request, package));
        }

        return hasInputs;
    }

    private static MethodInfo Method(Type session, string name) =>
        session.GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)
        ?? throw new MissingMethodException("the package's Imaging.Runtime is of another version than the SDK; let both have the same version");
}
