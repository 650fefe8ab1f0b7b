using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Linking;

/// <summary>Tells why sound images do not hold in the app that they are deployed with.</summary>
/// <param name="app">The app.</param>
/// <param name="linked">The images that were looked at before, which grow while this is used.</param>
internal sealed class ImageFit(DeployedApp app, IReadOnlyList<LinkedImage> linked)
{
    private const int MostReasons = 3;

    private readonly IReadOnlyDictionary<string, string> _settings = AppSettings.Of(app);

    /// <returns>Nothing for an image that holds.</returns>
    internal IReadOnlyList<ImagingDiagnostic> Misfits(CheckedImage image)
    {
        ImageDescription made = image.Description!;
        string[] reasons = [.. image.Misfits.Where(static finding => finding.Code != DiagnosticCodes.ImageOfDependencyDiffers).Select(static finding => finding.Message), .. SettingsThatDiffer(made), .. NameThatDiffers(image)];
        string[] images = [.. ImagesThatDiffer(made)];
        var misfits = new List<ImagingDiagnostic>();
        if (reasons.Length > 0)
        {
            misfits.Add(Misfit(
                DiagnosticCodes.ImageDoesNotFit,
                image,
                reasons,
                $"Build {made.Package} with what {app.Name} deploys: the same version of each dependency, the same framework and the same settings in both projects"));
        }

        if (images.Length > 0)
        {
            misfits.Add(Misfit(DiagnosticCodes.ImageOfDependencyDiffers, image, images, $"Build {made.Package} and {app.Name} again, together"));
        }

        return misfits;
    }

    private ImagingDiagnostic Misfit(string code, CheckedImage image, string[] reasons, string remedy)
    {
        string more = reasons.Length > MostReasons ? $"; and {reasons.Length - MostReasons} more" : "";
        return new ImagingDiagnostic(
            code,
            ImagingSeverity.Warning,
            $"{image.FileName}, the image of {image.Description!.Package}, does not hold in {app.Name}, so roots run their builders: {string.Join("; ", reasons.Take(MostReasons))}{more}. {remedy}.");
    }

    private IEnumerable<string> SettingsThatDiffer(ImageDescription made) =>
        from knob in made.Knobs
        where _settings.TryGetValue(knob.Key, out string? setting) && setting != knob.Value
        select $"{app.Name}{ProgramNames.RuntimeConfiguration} sets {knob.Key} to {_settings[knob.Key]}, and the image was made with {knob.Value}";

    private static IEnumerable<string> NameThatDiffers(CheckedImage image) =>
        image.Name == image.Description!.Package ? [] : [$"no program looks for it under the name {image.FileName}"];

    private IEnumerable<string> ImagesThatDiffer(ImageDescription made)
    {
        foreach (DependencyDescription dependency in made.Dependencies)
        {
            if (dependency.Image is not { } expected)
            {
                continue;
            }

            LinkedImage? deployed = linked.FirstOrDefault(image => image.Assembly == dependency.Name);
            if (deployed?.BuildId != expected)
            {
                yield return $"it refers to the image of {dependency.Name} with build id {expected}, and {(deployed is null ? "none is deployed" : $"the one deployed has {deployed.BuildId}")}";
            }
            else if (!deployed.Linked)
            {
                yield return $"it refers to the image of {dependency.Name}, which does not hold itself";
            }
        }
    }
}
