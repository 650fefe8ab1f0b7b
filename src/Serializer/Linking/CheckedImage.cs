using Imaging.Format;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Linking;

/// <summary>An image of an app, verified against the assemblies that the app is deployed with.</summary>
/// <param name="Path">Absolute path of the image.</param>
/// <param name="Description">What it holds; <see langword="null"/> where it is damaged, and nothing that it says can be trusted.</param>
/// <param name="Linkages">The units of other images that its units rest on.</param>
/// <param name="Units">How many units it has.</param>
/// <param name="Findings">What the verification found.</param>
internal sealed record CheckedImage(string Path, ImageDescription? Description, IReadOnlyList<LinkedUnitName> Linkages, uint Units, IReadOnlyList<ImagingDiagnostic> Findings)
{
    /// <summary>What is found of an image that is sound, but was made with something else than is there.</summary>
    private static readonly string[] s_misfits =
        [DiagnosticCodes.AssemblyMissing, DiagnosticCodes.AssemblyDiffers, DiagnosticCodes.FrameworkDiffers, DiagnosticCodes.InputDiffers, DiagnosticCodes.ImageOfDependencyDiffers];

    /// <summary>The name that a program looks for it by: that of its package.</summary>
    internal string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    internal string FileName => System.IO.Path.GetFileName(Path);

    internal IEnumerable<ImagingDiagnostic> Misfits => Findings.Where(static finding => s_misfits.Contains(finding.Code));

    internal static CheckedImage Check(string path, DeployedAssemblies deployed, DeployedModules modules)
    {
        var findings = new FindingList();
        ImageDescription? description = null;
        LinkedUnitName[] linkages = [];
        uint units = 0;
        try
        {
            using var image = ImageBytes.Read(path);
            ImageVerifier.Verify(image, deployed, modules, findings);
            if (findings.Findings.All(static finding => finding.Code == DiagnosticCodes.NotChecked || s_misfits.Contains(finding.Code)))
            {
                description = new ImageDescriber(image.View).Describe(path);
                linkages = LinkedUnitName.AllOf(image.View);
                units = image.View.Units.Count;
            }
        }
        catch (ImageFormatException exception)
        {
            findings.Add(DiagnosticCodes.NoImage, exception.Message);
        }

        return new CheckedImage(path, description, linkages, units, findings.Findings);
    }

    /// <summary>Names of the assemblies outside the framework that a sound image rests on, its own first.</summary>
    internal IReadOnlyList<string> RestsOn() =>
        [.. Description!.Dependencies.Where(static dependency => dependency.IsPackage).Select(static dependency => dependency.Name)];
}
