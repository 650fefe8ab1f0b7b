using Imaging.Format;
using Imaging.Identity;
using Imaging.Restore;

namespace Imaging.Serializer.Reading;

/// <summary>Compares what the image was made with to what lies in its directory.</summary>
internal sealed class IdentityCheck(ImageView image, DeployedAssemblies deployed, FindingList findings)
{
    /// <returns>Whether all assemblies are there and are the same.</returns>
    internal bool Run()
    {
        int before = findings.Findings.Count;
        findings.ForEach(DiagnosticCodes.AssemblyDiffers, "dependency", image.Dependencies.Count, CheckDependency);
        bool isDeployedAsMade = findings.Findings.Count == before;
        findings.ForEach(DiagnosticCodes.InputDiffers, "input", image.Inputs.Count, CheckInput);
        return isDeployedAsMade;
    }

    private void CheckDependency(uint index)
    {
        ref readonly RawDependency dependency = ref image.Dependencies[index];
        string name = image.Text(dependency.Name);
        if (dependency.Kind == DependencyKind.Framework)
        {
            CheckFramework(dependency, name);
        }
        else if (deployed.Find(name) is { } path)
        {
            CheckPackage(dependency, name, path);
        }
        else
        {
            findings.Add(
                DiagnosticCodes.AssemblyMissing,
                $"{name}, version {image.Text(dependency.Version)}, is not in {deployed.Directory}: roots that rest on it use their builders",
                ImagingSeverity.Warning);
        }
    }

    private void CheckPackage(in RawDependency expected, string name, string path)
    {
        AssemblyFacts facts = deployed.FactsOf(path);
        var identity = new CodeIdentity(expected.IdentityHigh, expected.IdentityLow);
        if (facts.Name != name || facts.Identity != identity || facts.Checksum != expected.Checksum)
        {
            findings.Add(
                DiagnosticCodes.AssemblyDiffers,
                $"{path} is {facts.Name} {facts.Version} with code identity {facts.Identity}; the image was made with {name} {image.Text(expected.Version)}, {identity}");
        }
    }

    private void CheckFramework(in RawDependency expected, string name)
    {
        Guid? mvid = deployed.FrameworkMvid(name);
        var found = new Guid128(mvid ?? Guid.Empty);
        if (found.High == expected.IdentityHigh && found.Low == expected.IdentityLow)
        {
            return;
        }

        // Another patch of the same version may hold: what the objects rest on is compared, or the program does it.
        if (mvid is not null && deployed.FrameworkVersion(name) is { } version && Version.Parse(image.Text(expected.Version)) is var made && (version.Major, version.Minor) == (made.Major, made.Minor))
        {
            return;
        }

        // A package may bring it in place of the framework's.
        string where = (deployed.IsSelfContained ? null : deployed.Find(name)) ?? deployed.FrameworkText;
        findings.Add(
            DiagnosticCodes.FrameworkDiffers,
            mvid is null
                ? $"{where} has no {name}"
                : $"{where} has another build of {name}: its module version id is {mvid}, the image was made with {FrameworkId.Of(expected)}");
    }

    private void CheckInput(uint index)
    {
        ref readonly RawInput input = ref image.Inputs[index];
        string path = Path.Combine(deployed.Directory, ImagingInputs.DeployedFolder, image.Text(image.Dependencies[ImageFormat.SelfDependency].Name), image.Text(input.Name));
        if (!File.Exists(path))
        {
            return;
        }

        byte[] content = File.ReadAllBytes(path);
        if ((ulong)content.Length != input.Length || XxHash64.Hash(content) != input.Checksum)
        {
            findings.Add(DiagnosticCodes.InputDiffers, $"{path} is not the file that the builders read");
        }
    }
}
