using System.Reflection;
using Imaging.Serializer.Capture;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Packages;

/// <summary>The copy of Imaging.Runtime that a captured package runs with, which may be of another version than the serializer's own.</summary>
internal sealed class CapturedSession
{
    private readonly IReadOnlyList<string> _excluded;
    private readonly string _package;
    private readonly MethodInfo _takeUses;

    /// <exception cref="MissingMethodException">It is of a version that cannot be captured.</exception>
    internal CapturedSession(Assembly runtime, SerializeRequest request)
    {
        Type session = runtime.GetType(typeof(CaptureSession).FullName!, throwOnError: true)!;
        _excluded = request.Exclude;
        _package = Path.GetFileNameWithoutExtension(request.AssemblyPath);
        _takeUses = Method(session, nameof(CaptureSession.TakeUses));
        Method(session, nameof(CaptureSession.Enter)).Invoke(
            null,
            [_package, request.Inputs.ToDictionary(static input => input.Name, static input => input.Path)]);
    }

    /// <summary>Looks at what a builder used of other roots, and of other packages.</summary>
    /// <param name="root">The root that was built.</param>
    /// <param name="decided">The package's roots so far.</param>
    /// <exception cref="CaptureRefusedException">The root rests on something that the image cannot refer to.</exception>
    internal void CheckUses(string root, IReadOnlyList<CapturedRoot> decided)
    {
        foreach (string use in (string[])_takeUses.Invoke(null, null)!)
        {
            if (use.Split('\n') is not [var kind, var assembly, var name] || (assembly == _package && (kind == "input" || name == root)))
            {
                continue;
            }

            if (kind == "input")
            {
                throw new CaptureRefusedException(
                    DiagnosticCodes.RestsOnOther,
                    $"its builder reads the input {name} of {assembly}, and a change of that file would not be noticed; declare the file as an ImagingInput of this project and read it from here");
            }

            if (assembly != _package)
            {
                throw new CaptureRefusedException(
                    DiagnosticCodes.RestsOnOther,
                    $"its builder reads the root {name} of {assembly}, whose objects would be copied: images of different packages are not linked yet; read {name} when it is needed instead of in the builder");
            }

            string? refusal = _excluded.Contains(name) ? "ImagingExclude names it" : decided.FirstOrDefault(other => other.Name == name)?.Refusal;
            if (refusal is not null)
            {
                throw new CaptureRefusedException(
                    DiagnosticCodes.RestsOnOther,
                    $"its builder reads the root {name}, which keeps its builder ({refusal}); both would hold copies of the same objects");
            }
        }
    }

    private static MethodInfo Method(Type session, string name) =>
        session.GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)
        ?? throw new MissingMethodException("the package's Imaging.Runtime is of another version than the SDK; let both have the same version");
}
