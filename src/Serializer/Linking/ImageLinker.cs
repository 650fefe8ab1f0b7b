using System.Globalization;
using Imaging.Format;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Linking;

/// <summary>
/// The last step of a build: proves that the images of an app hold where they are deployed. It changes nothing; a program
/// checks the same facts again when it loads an image.
/// </summary>
internal static class ImageLinker
{
    /// <summary>Links an app.</summary>
    /// <returns>A function of what lies in the app's directory and of the framework that this process runs on.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    internal static LinkResult Link(DeployedApp app)
    {
        DeployedAssemblies deployed = app.Assemblies();
        using var modules = new DeployedModules(deployed);
        var findings = new List<ImagingDiagnostic>();
        var sound = new Dictionary<string, CheckedImage>(StringComparer.Ordinal);
        foreach (CheckedImage image in app.Images.Select(path => CheckedImage.Check(path, deployed, modules)))
        {
            if (image.Description is not null)
            {
                sound.Add(image.Name, image);
            }

            findings.AddRange(image.Findings.Except(image.Misfits).Select(finding => finding with { Message = $"{image.FileName}: {finding.Message}" }));
        }

        return new LinkResult(
            new LinkManifest(app.Name, Framework(deployed), AppAssemblies.Of(app, deployed), LinkInOrder(app, sound, findings), Unreferenced(sound.Values, AppAssemblies.PathsOf(app, deployed))),
            findings);
    }

    private static string[] Unreferenced(IEnumerable<CheckedImage> images, IEnumerable<string> assemblies)
    {
        if (OwnLoading.IsPossibleIn(assemblies.Where(static path => Path.GetFileName(path) != "Imaging.Runtime.dll")))
        {
            return [];
        }

        var referenced = images.SelectMany(static image => image.Linkages).ToHashSet();
        return
        [
            .. images
                .Where(static image => image.Name == image.Description!.Package)
                .SelectMany(static image => Enumerable.Range(0, (int)image.Units).Select(unit => new LinkedUnitName(image.Name, BuildId.Parse(image.Description!.BuildId), (uint)unit)))
                .Where(unit => !referenced.Contains(unit))
                .Select(static unit => unit.ToString())
                .Order(StringComparer.Ordinal),
        ];
    }

    private static LinkedFramework Framework(DeployedAssemblies deployed)
    {
        string core = typeof(object).Assembly.GetName().Name!;
        return new LinkedFramework(deployed.IsSelfContained, deployed.FrameworkMvid(core).GetValueOrDefault().ToString("D", CultureInfo.InvariantCulture));
    }

    private static List<LinkedImage> LinkInOrder(DeployedApp app, Dictionary<string, CheckedImage> sound, List<ImagingDiagnostic> findings)
    {
        var images = new List<LinkedImage>();
        var fit = new ImageFit(app, images);
        var restsOn = sound.ToDictionary(static entry => entry.Key, static entry => entry.Value.RestsOn(), StringComparer.Ordinal);
        foreach (string name in LinkOrder.Of(restsOn))
        {
            CheckedImage image = sound[name];
            IReadOnlyList<ImagingDiagnostic> misfits = fit.Misfits(image);
            findings.AddRange(misfits);
            string[] codes = [.. image.Findings.Concat(misfits).Select(static finding => finding.Code).Distinct().Order(StringComparer.Ordinal)];
            int[] dependencies = [.. Enumerable.Range(0, images.Count).Where(place => restsOn[name].Contains(images[place].Assembly))];
            images.Add(new LinkedImage(
                image.Description!.Package,
                Path.GetRelativePath(app.Directory, image.Path).Replace('\\', '/'),
                image.Description.BuildId,
                codes.Length == 0,
                restsOn[name],
                dependencies,
                image.Description.Knobs,
                codes));
        }

        return images;
    }
}
