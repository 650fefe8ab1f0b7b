using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Explaining;

/// <summary>What is to say of a root, an object or a type of an image.</summary>
/// <param name="Subject">What was asked for.</param>
/// <param name="Root">Of a root.</param>
/// <param name="Object">Of an object; also of the one that is the value of a root.</param>
/// <param name="Type">Of a type.</param>
internal sealed record Explanation(string Subject, RootExplanation? Root = null, ObjectExplanation? Object = null, TypeExplanation? Type = null);

/// <summary>An object, and what holds it.</summary>
/// <param name="Path">The shortest path to it from a root of its image; <see langword="null"/> where no image that has it can be read.</param>
/// <param name="RawPath">The same by fields alone.</param>
/// <param name="Reference">The word that refers to it in its image.</param>
/// <param name="Type">Its type; for what no image owns, what it is.</param>
/// <param name="Value">Of a string, its text; of a path that ends at plain data, those.</param>
/// <param name="Owner">The image that has it; <see langword="null"/> for what no image owns.</param>
/// <param name="Bytes">What it takes in its image.</param>
/// <param name="RetainedBytes">What it and all that only it leads to take there.</param>
/// <param name="RetainedObjects">How many objects these are.</param>
/// <param name="HeldBy">The roots of its image that lead to it, each with its shortest path.</param>
/// <param name="ReferredToBy">The roots of other images in the directory that refer to it, each with its first paths.</param>
internal sealed record ObjectExplanation(
    string? Path,
    string? RawPath,
    string Reference,
    string Type,
    string? Value,
    ImageOwner? Owner,
    long Bytes,
    long RetainedBytes,
    long RetainedObjects,
    IReadOnlyList<HeldPath> HeldBy,
    IReadOnlyList<LinkedReferrer> ReferredToBy);

/// <summary>The image that owns an object.</summary>
/// <param name="Package">Its package.</param>
/// <param name="Image">Absolute path of the image; <see langword="null"/> where no image of that build id that can be read lies in the directory.</param>
/// <param name="BuildId">Its build id.</param>
internal sealed record ImageOwner(string Package, string? Image, string BuildId);

/// <summary>A root that leads to an object.</summary>
internal sealed record HeldPath(string Root, string Path, string RawPath);

/// <summary>A root of another image that refers to an object.</summary>
/// <param name="Image">File name of the image.</param>
/// <param name="Root">The root.</param>
/// <param name="Path">The path to the first reference.</param>
/// <param name="RawPath">The same by fields alone.</param>
/// <param name="References">How many places of its graph refer to it.</param>
internal sealed record LinkedReferrer(string Image, string Root, string Path, string RawPath, long References);

/// <summary>The objects of a type.</summary>
/// <param name="Types">The types that the name fits.</param>
/// <param name="Objects">How many objects there are.</param>
/// <param name="Bytes">What they take in the image.</param>
/// <param name="RetainedBytes">What they and all that only they lead to take.</param>
/// <param name="Roots">The roots that hold any.</param>
internal sealed record TypeExplanation(IReadOnlyList<string> Types, long Objects, long Bytes, long RetainedBytes, IReadOnlyList<TypeOfRoot> Roots);

/// <summary>The objects of a type that a root holds.</summary>
/// <param name="Root">The root.</param>
/// <param name="Objects">How many.</param>
/// <param name="Bytes">What they take in the image.</param>
/// <param name="First">The nearest of them.</param>
internal sealed record TypeOfRoot(string Root, long Objects, long Bytes, IReadOnlyList<NamedObject> First);

/// <summary>An object by its names.</summary>
internal sealed record NamedObject(string Path, string RawPath, string Reference);

/// <summary>A root, what it rests on and what it holds.</summary>
internal sealed record RootExplanation
{
    /// <summary>What the image records of it.</summary>
    public required RootDescription Description { get; init; }

    /// <summary>The other roots of its unit.</summary>
    public required IReadOnlyList<string> UnitRoots { get; init; }

    /// <summary>The assemblies that it rests on.</summary>
    public required IReadOnlyList<DependencyDescription> Assemblies { get; init; }

    /// <summary>The files that builders of the package may have read.</summary>
    public required IReadOnlyList<InputDescription> Inputs { get; init; }

    /// <summary>Runtime settings at the capture.</summary>
    public required IReadOnlyDictionary<string, string> Knobs { get; init; }

    /// <summary>How many objects its graph has, without those of other images.</summary>
    public long Objects { get; init; }

    /// <summary>What they take in the image.</summary>
    public long Bytes { get; init; }

    /// <summary>How many of them other roots of the unit lead to as well.</summary>
    public long SharedObjects { get; init; }

    /// <summary>What these take.</summary>
    public long SharedBytes { get; init; }

    /// <summary>Its objects by type, those that take most first.</summary>
    public IReadOnlyList<HeldType> Types { get; init; } = [];

    /// <summary>The objects of other images that its graph refers to.</summary>
    public IReadOnlyList<HeldExternals> Externals { get; init; } = [];

    /// <summary>The roots of other images in the directory that are linked to its unit.</summary>
    public IReadOnlyList<LinkedRoots> LinkedFrom { get; init; } = [];
}

/// <summary>The objects of one type that a root holds.</summary>
/// <param name="Type">The type, without namespaces.</param>
/// <param name="Assembly">The assembly that defines it.</param>
/// <param name="Objects">How many.</param>
/// <param name="Bytes">What they take in the image.</param>
/// <param name="SharedObjects">How many of them other roots of the unit lead to as well.</param>
/// <param name="SharedBytes">What these take.</param>
internal sealed record HeldType(string Type, string Assembly, long Objects, long Bytes, long SharedObjects, long SharedBytes);

/// <summary>The objects of another image that a root refers to.</summary>
/// <param name="Package">The package of the image.</param>
/// <param name="Objects">How many.</param>
/// <param name="FirstPath">The path to the nearest.</param>
/// <param name="Target">What that is called in its own image.</param>
internal sealed record HeldExternals(string Package, long Objects, string FirstPath, string Target);

/// <summary>Roots of another image that are linked to a unit.</summary>
/// <param name="Image">File name of the image.</param>
/// <param name="Roots">The roots.</param>
internal sealed record LinkedRoots(string Image, IReadOnlyList<string> Roots);
