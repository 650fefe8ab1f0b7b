using Imaging.Format;

namespace Imaging.Serializer.Reading;

/// <summary>What an image says of the images that it is linked to.</summary>
internal static class ImageLinks
{
    /// <summary>The place of a package's image of a build among the dependencies of an image; <see langword="null"/> where it is not linked to it.</summary>
    internal static uint? DependencyOn(ImageView image, string package, BuildId buildId)
    {
        for (uint i = 0; i < image.Dependencies.Count; i++)
        {
            if (image.Dependencies[i].Image == buildId && image.TextEquals(image.Dependencies[i].Name, package))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>Whether a unit of an image is linked to a unit of a dependency's image.</summary>
    internal static bool IsLinked(ImageView image, uint unit, uint dependency, uint linkedUnit)
    {
        RawUnit raw = image.Units[unit];
        for (uint i = 0; i < raw.LinkageCount; i++)
        {
            RawLinkage linkage = image.Linkages[raw.FirstLinkage + i];
            if (linkage.Dependency == dependency && linkage.Unit == linkedUnit)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The place of a root; <see langword="null"/> where there is none of that name.</summary>
    internal static uint? IndexOf(ImageView image, string root)
    {
        for (uint i = 0; i < image.Roots.Count; i++)
        {
            if (image.TextEquals(image.Roots[i].Name, root))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The names of the roots of a unit.</summary>
    internal static IReadOnlyList<string> RootsOf(ImageView image, uint unit)
    {
        var names = new List<string>();
        for (uint i = 0; i < image.Roots.Count; i++)
        {
            if (image.Roots[i].Unit == unit)
            {
                names.Add(image.Text(image.Roots[i].Name));
            }
        }

        return names;
    }
}
