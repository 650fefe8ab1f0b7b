using Imaging.Format;

namespace Imaging.Serializer.Reading;

/// <summary>What an image holds, for people and for tools.</summary>
internal sealed record ImageDescription
{
    /// <summary>Absolute path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Simple name of the package's assembly.</summary>
    public required string Package { get; init; }

    public required string BuildId { get; init; }

    public required string ContentHash { get; init; }

    public required uint FormatVersion { get; init; }

    /// <summary>Whether a second, perturbed capture confirmed the content.</summary>
    public required bool Verified { get; init; }

    /// <summary>Length of the file.</summary>
    public required long Bytes { get; init; }

    public required IReadOnlyList<SectionDescription> Sections { get; init; }

    public required IReadOnlyList<RootDescription> Roots { get; init; }

    /// <summary>The types that the image has objects of, those that take most first.</summary>
    public required IReadOnlyList<TypeDescription> Types { get; init; }

    public required IReadOnlyList<DependencyDescription> Dependencies { get; init; }

    public required IReadOnlyList<string> Globals { get; init; }

    /// <summary>Runtime settings at the capture.</summary>
    public required IReadOnlyDictionary<string, string> Knobs { get; init; }

    public required IReadOnlyList<InputDescription> Inputs { get; init; }

    /// <summary>How many objects are made again, by how.</summary>
    public required IReadOnlyDictionary<string, int> Rebuilds { get; init; }

    /// <summary>The classes that make objects from surrogates.</summary>
    public required IReadOnlyList<SurrogateDescription> Surrogates { get; init; }

    /// <summary>Describes an image.</summary>
    /// <exception cref="ImageFormatException">It cannot be read, or is damaged.</exception>
    internal static ImageDescription Read(string path)
    {
        using var image = ImageBytes.Read(path);
        if (image.FindDamage() is not null)
        {
            throw new ImageFormatException("the image is damaged: its content hash does not match");
        }

        using var neighbours = new NeighbouringImages(image.View, path);
        return new ImageDescriber(image.View, neighbours.Find).Describe(System.IO.Path.GetFullPath(path));
    }
}

/// <summary>A section of an image.</summary>
/// <param name="Section">Its name.</param>
/// <param name="Records">How many records it has; <see langword="null"/> where it is no table.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record SectionDescription(string Section, long? Records, long Bytes);

/// <summary>A root of an image.</summary>
/// <param name="Root">The full name of the declaring type, a dot, and the member.</param>
/// <param name="Captured">Whether the image holds its value.</param>
/// <param name="Refusal">Why it does not.</param>
/// <param name="Unit">The unit that it is restored with.</param>
/// <param name="Bytes">What its objects take; shared ones count with the first root that reaches them.</param>
/// <param name="Builder">Name of its builder.</param>
/// <param name="RestsOn">The assemblies that must be as they were when its builder ran.</param>
/// <param name="Reference">The word that refers to its value.</param>
/// <param name="Linkages">The units of other images that its unit is linked to.</param>
internal sealed record RootDescription(
    string Root, bool Captured, string? Refusal, uint? Unit, long Bytes, string Builder, IReadOnlyList<string> RestsOn, string? Reference, IReadOnlyList<LinkageDescription> Linkages);

/// <summary>A unit of another package's image that a unit is linked to.</summary>
/// <param name="Package">The package.</param>
/// <param name="Image">Build id of its image.</param>
/// <param name="Unit">The unit there.</param>
/// <param name="Roots">The roots of that unit; <see langword="null"/> where no image of that build id lies in the directory.</param>
internal sealed record LinkageDescription(string Package, string Image, uint Unit, IReadOnlyList<string>? Roots);

/// <summary>The objects of one type.</summary>
/// <param name="Type">The type, without namespaces.</param>
/// <param name="Assembly">The assembly that defines it, or whose generic it is, or whose elements.</param>
/// <param name="ConstObjects">How many of its objects are in the const section.</param>
/// <param name="MainObjects">How many are in the main section.</param>
/// <param name="Bytes">What they take in both.</param>
internal sealed record TypeDescription(string Type, string Assembly, long ConstObjects, long MainObjects, long Bytes);

/// <summary>A class that makes objects from surrogates.</summary>
/// <param name="Surrogate">The class, without namespaces.</param>
/// <param name="Assembly">Its assembly.</param>
/// <param name="Type">The class of the objects, without namespaces.</param>
/// <param name="Objects">How many it makes.</param>
internal sealed record SurrogateDescription(string Surrogate, string Assembly, string Type, int Objects);

/// <summary>An assembly that an image knows.</summary>
/// <param name="Name">Its simple name.</param>
/// <param name="Version">Its version at the capture.</param>
/// <param name="Kind"><c>package</c> or <c>framework</c>.</param>
/// <param name="Identity">Its code identity, or, of the framework, its module version id.</param>
/// <param name="Image">Build id of its own image, where this image refers to that.</param>
/// <param name="ReferencedObjects">How many objects of that image this one refers to.</param>
internal sealed record DependencyDescription(string Name, string Version, string Kind, string Identity, string? Image, long ReferencedObjects)
{
    internal const string Package = "package";
    internal const string Framework = "framework";

    internal bool IsPackage => Kind == Package;
}

/// <summary>A file that builders may have read.</summary>
/// <param name="Name">The name that builders ask for.</param>
/// <param name="Bytes">Its length at the capture.</param>
/// <param name="Checksum">XXH64 of its content at the capture.</param>
internal sealed record InputDescription(string Name, long Bytes, string Checksum);
