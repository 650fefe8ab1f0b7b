using Imaging.Format;

namespace Imaging.Serializer.Reading;

/// <summary>
/// Checks an image as a tool can afford to: all that restore checks, all that it takes on trust, and the assemblies
/// in the directory that the image lies in.
/// </summary>
internal static class ImageVerifier
{
    /// <summary>Verifies an image.</summary>
    /// <param name="path">Path of the image.</param>
    /// <returns>What was found; empty for an image that holds where it lies.</returns>
    internal static IReadOnlyList<ImagingDiagnostic> Verify(string path)
    {
        var findings = new FindingList();
        try
        {
            using var image = ImageBytes.Read(path);
            var deployed = DeployedAssemblies.Around(path);
            using var modules = new DeployedModules(deployed);
            Verify(image, deployed, modules, findings);
        }
        catch (ImageFormatException exception)
        {
            findings.Add(DiagnosticCodes.NoImage, exception.Message);
        }

        return findings.Findings;
    }

    /// <summary>Verifies an image that has been read.</summary>
    /// <returns>How much of it was proven.</returns>
    internal static ImageSoundness Verify(ImageBytes image, DeployedAssemblies deployed, DeployedModules modules, FindingList findings)
    {
        FileCheck.Run(image, findings);
        new TableCheck(image.View, findings).Run();
        new MemberCheck(image.View, findings).Run();
        var constants = new ConstCheck(image, findings);
        constants.Run();
        new MainCheck(image.View, findings).Run();
        var references = new ReferenceCheck(image.View, constants);
        new UnitCheck(image.View, references, findings).Run();
        new RootCheck(image.View, references, findings).Run();
        bool isSound = !findings.Any;

        bool isDeployedAsMade = new IdentityCheck(image.View, deployed, findings).Run();
        if (!isSound || !isDeployedAsMade)
        {
            string why = isSound ? "the assemblies are not those that the image was made with" : "the image is damaged";
            findings.Add(DiagnosticCodes.NotChecked, $"layouts of types and references between objects were not checked: {why}", ImagingSeverity.Message);
            return isSound ? ImageSoundness.Sound : ImageSoundness.Damaged;
        }

        if (!deployed.HasFrameworkOfThisProcess)
        {
            findings.Add(DiagnosticCodes.NotChecked, $"layouts of types and references between objects were not checked: the framework in {deployed.Directory} is another build than that of this process, {Environment.Version}", ImagingSeverity.Message);
            return ImageSoundness.Sound;
        }

        return LoadedCheck.Run(image, deployed, modules, references, findings) ? ImageSoundness.Proven : ImageSoundness.Sound;
    }
}
