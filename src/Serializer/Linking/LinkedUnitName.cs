using Imaging.Format;

namespace Imaging.Serializer.Linking;

/// <summary>A unit of an image, as another image names it.</summary>
/// <param name="Package">The package.</param>
/// <param name="Image">Build id of its image.</param>
/// <param name="Unit">The unit's place in that image.</param>
internal readonly record struct LinkedUnitName(string Package, BuildId Image, uint Unit)
{
    /// <summary>The units of other images that an image's own rest on.</summary>
    internal static LinkedUnitName[] AllOf(ImageView image)
    {
        var linked = new HashSet<LinkedUnitName>();
        for (uint i = 0; i < image.Linkages.Count; i++)
        {
            RawLinkage linkage = image.Linkages[i];
            ref readonly RawDependency dependency = ref image.Dependencies[linkage.Dependency];
            linked.Add(new LinkedUnitName(image.Text(dependency.Name), dependency.Image, linkage.Unit));
        }

        return [.. linked];
    }

    public override string ToString() => Restore.LinkManifest.Unreferenced(Package, Image, Unit);
}
