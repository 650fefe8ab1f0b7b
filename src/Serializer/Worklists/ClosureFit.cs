using System.Globalization;
using Imaging.Format;
using Imaging.Identity;
using Imaging.Restore;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Worklists;

/// <summary>Whether an image that came with an assembly holds for what a program resolved.</summary>
/// <param name="graph">What the program resolved.</param>
/// <param name="factsOf">What identifies an assembly file.</param>
/// <param name="units">The images that the program has of assemblies, by name; those of what a package rests on come before it.</param>
/// <param name="request">What the program is to have.</param>
internal sealed class ClosureFit(AssemblyGraph graph, Func<string, AssemblyFacts> factsOf, IReadOnlyDictionary<string, UnitOutcome> units, WorklistRequest request)
{
    /// <param name="package">The assembly, beside which the image lies.</param>
    /// <param name="image">What the image holds; <see langword="null"/> where it cannot be read.</param>
    /// <returns><see langword="null"/> where it holds.</returns>
    internal ImageMisfit? Misfit(AssemblyNode package, out ImageDescription? image)
    {
        image = null;
        try
        {
            image = ImageDescription.Read(package.ShippedImagePath);
        }
        catch (ImageFormatException exception)
        {
            return new ImageMisfit(exception.Message);
        }

        return image.Dependencies.Where(static dependency => dependency.IsPackage).Select(Misfit).FirstOrDefault(static misfit => misfit is not null)
            ?? Misfit(image, package)
            ?? VerificationMisfit(image, package);
    }

    private ImageMisfit? Misfit(DependencyDescription dependency)
    {
        if (graph.Find(dependency.Name) is not { } resolved)
        {
            return new ImageMisfit($"it was made with {dependency.Name} {dependency.Version}, which is not among what was resolved");
        }

        AssemblyFacts facts = factsOf(resolved.Path);
        if (facts.Identity.ToString() != dependency.Identity)
        {
            string now = facts.Version == dependency.Version ? "another build of that version" : facts.Version;
            return new ImageMisfit(
                $"it was made with {dependency.Name} {dependency.Version}, and what was resolved is {now}",
                new VersionConflict(dependency.Name, dependency.Version, facts.Version, resolved.Path));
        }

        return dependency.Image is null || units.GetValueOrDefault(dependency.Name)?.BuildId == dependency.Image
            ? null
            : new ImageMisfit($"it refers to another image of {dependency.Name}");
    }

    private ImageMisfit? Misfit(ImageDescription image, AssemblyNode package)
    {
        if (image.Package != package.Name)
        {
            return new ImageMisfit($"it is the image of {image.Package}");
        }

        if (image.Knobs.FirstOrDefault(static knob => RuntimeKnobs.Current(knob.Key) != knob.Value) is { Key: not null } knob)
        {
            return new ImageMisfit(knob.Key == RuntimeKnobs.Platform ? $"it was made on {knob.Value}" : $"it was made with the setting {knob.Key} {knob.Value}");
        }

        if (image.Roots.FirstOrDefault(root => root.Captured && request.Package.Exclude.Contains(root.Root)) is { } excluded)
        {
            return new ImageMisfit($"ImagingExclude names {excluded.Root}");
        }

        IReadOnlyList<InputFile> inputs = package.Inputs();
        return image.Inputs.FirstOrDefault(made => inputs.FirstOrDefault(input => input.Name == made.Name) is not { } input || !IsSame(made, input)) is { } changed
            ? new ImageMisfit($"the input {changed.Name} is not the one that builders read")
            : null;
    }

    // On another patch of one version it holds where the types and the code that it rests on are the same: the verifier compares them.
    private ImageMisfit? VerificationMisfit(ImageDescription image, AssemblyNode package)
    {
        var resolved = new DeployedAssemblies(Path.GetDirectoryName(package.Path)!, name => graph.Find(name)?.Path, request.Package.Frameworks);
        DependencyDescription? other = image.Dependencies.FirstOrDefault(dependency => !dependency.IsPackage && resolved.FrameworkMvid(dependency.Name)?.ToString() != dependency.Identity);
        if (other is null && !request.IsDeployed)
        {
            return null;
        }

        string build = $"it was made on another build of the framework than {Environment.Version}";
        if (other is not null && request.NeedsExactFramework)
        {
            return new ImageMisfit($"{build}, and ImagingFrameworkMatch is exact");
        }

        var findings = new FindingList();
        using var bytes = ImageBytes.Read(package.ShippedImagePath);
        using var modules = new DeployedModules(resolved);
        ImageVerifier.Verify(bytes, resolved, modules, findings);

        // Images of dependencies were compared, and one that was made meanwhile need not lie here yet.
        return findings.Findings.FirstOrDefault(static finding => finding.Code != DiagnosticCodes.ImageOfDependencyDiffers) is { } first
            ? new ImageMisfit(other is null ? first.Message : $"{build}, whose {other.Name} differs: {first.Message}")
            : null;
    }

    private static bool IsSame(InputDescription made, InputFile input)
    {
        byte[] content = File.ReadAllBytes(input.Path);
        return content.Length == made.Bytes && XxHash64.Hash(content).ToString("x16", CultureInfo.InvariantCulture) == made.Checksum;
    }
}
