using Imaging.Format;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Graphs;

/// <summary>An image that was verified, and whose objects can be read if it is sound and its assemblies are at hand.</summary>
internal sealed class OpenedImage : IDisposable
{
    private readonly ImageBytes? _bytes;

    private OpenedImage(string path, ImageBytes? bytes, ImageGraph? graph, IReadOnlyList<ImagingDiagnostic> findings)
    {
        Path = path;
        _bytes = bytes;
        Graph = graph;
        Findings = findings;
    }

    internal string Path { get; }

    /// <summary>What the verification found.</summary>
    internal IReadOnlyList<ImagingDiagnostic> Findings { get; }

    /// <summary>Its tables; <see langword="null"/> where it is damaged, and nothing that it says can be trusted.</summary>
    internal ImageView? View => _bytes?.View;

    /// <summary>Its objects; <see langword="null"/> where the findings say why they cannot be read.</summary>
    internal ImageGraph? Graph { get; }

    /// <summary>Why its objects cannot be read, of an image without any.</summary>
    internal string Problem => Findings.First(static finding => finding.Code is not (DiagnosticCodes.ImageOfDependencyDiffers or DiagnosticCodes.InputDiffers)).Message;

    /// <param name="path">The image.</param>
    /// <param name="deployed">The assemblies that it is read with.</param>
    /// <param name="modules">The same, loaded.</param>
    /// <param name="linked">Finds the images of dependencies.</param>
    internal static OpenedImage Open(string path, DeployedAssemblies deployed, DeployedModules modules, Func<ImageView, uint, ImageGraph?> linked)
    {
        var findings = new FindingList();
        ImageBytes? bytes = null;
        try
        {
            bytes = ImageBytes.Read(path);
            ImageSoundness soundness = ImageVerifier.Verify(bytes, deployed, modules, findings);
            if (soundness == ImageSoundness.Damaged)
            {
                bytes.Dispose();
                return new OpenedImage(path, null, null, findings.Findings);
            }

            ImageView view = bytes.View;
            ImageGraph? graph = soundness == ImageSoundness.Proven
                ? new ImageGraph(bytes, modules.Load(view.Text(view.Dependencies[ImageFormat.SelfDependency].Name))) { Linked = dependency => linked(view, dependency) }
                : null;
            return new OpenedImage(path, bytes, graph, findings.Findings);
        }
        catch (ImageFormatException exception)
        {
            bytes?.Dispose();
            findings.Add(DiagnosticCodes.NoImage, exception.Message);
            return new OpenedImage(path, null, null, findings.Findings);
        }
    }

    public void Dispose() => _bytes?.Dispose();
}
