using Imaging.Format;

namespace Imaging.Restore;

/// <summary>The images of dependencies that an image is linked to, as the process has them.</summary>
internal sealed class LinkedImages(ImageView image, DependencyResolver dependencies)
{
    private readonly LoadedImage?[] _images = new LoadedImage?[image.Dependencies.Count];

    /// <summary>Restores what a unit rests on in other images. Runs foreign code: static constructors, hash functions.</summary>
    /// <exception cref="RestoreException">One of those images is missing, does not hold, or is another build; or one of those units was given up.</exception>
    internal LinkedUnit[] Restore(in RawUnit unit)
    {
        image.Linkages.CheckRange(unit.FirstLinkage, unit.LinkageCount);
        var linked = new LinkedUnit[unit.LinkageCount];
        for (uint i = 0; i < linked.Length; i++)
        {
            ref readonly RawLinkage linkage = ref image.Linkages[unit.FirstLinkage + i];
            linked[i] = Restore(linkage);
        }

        return linked;
    }

    private LinkedUnit Restore(in RawLinkage linkage)
    {
        image.Dependencies.CheckRange(linkage.Dependency, 1);
        LoadedImage linked = _images[linkage.Dependency] ??= Find(linkage.Dependency);
        return linked.Unit(linkage.Unit).TryLink(out UnitReferences? references, out string reason)
            ? new LinkedUnit(linkage.Dependency, references)
            : throw new RestoreException($"it rests on {Name(linkage.Dependency)}, whose {string.Join(", ", linked.RootsOf(linkage.Unit))} cannot be restored: {reason}");
    }

    private LoadedImage Find(uint dependency)
    {
        LoadedImage linked = ImageRegistry.Find(dependencies.Module(dependency)).Open(out string rejection)
            ?? throw new RestoreException($"it rests on the image of {Name(dependency)}: {rejection}");
        BuildId expected = image.Dependencies[dependency].Image;
        BuildId found = linked.View.Header.BuildId;
        return found.High == expected.High && found.Low == expected.Low
            ? linked
            : throw new RestoreException($"it rests on another image of {Name(dependency)}: that has build id {expected}, the one deployed {found}");
    }

    private string Name(uint dependency) => image.Text(image.Dependencies[dependency].Name);
}
