namespace Imaging.Serializer.Comparing;

/// <summary>What two images do not have in common.</summary>
internal sealed record ImageDiff
{
    public required ComparedImage First { get; init; }

    public required ComparedImage Second { get; init; }

    /// <summary>Whether both have the same build id, and so the same bytes but for what is no content.</summary>
    public bool SameBuild => First.BuildId == Second.BuildId;

    /// <summary>Whether their roots hold the same; <see langword="null"/> where that is not known, because objects could not be compared.</summary>
    public required bool? SameContent { get; init; }

    /// <summary>Roots of the second image alone.</summary>
    public required IReadOnlyList<string> RootsAdded { get; init; }

    /// <summary>Roots of the first image alone.</summary>
    public required IReadOnlyList<string> RootsRemoved { get; init; }

    /// <summary>Roots of both that do not hold the same.</summary>
    public required IReadOnlyList<ChangedRoot> RootsChanged { get; init; }

    /// <summary>Types whose fields are not the same.</summary>
    public required IReadOnlyList<TypeDifference> TypesChanged { get; init; }

    /// <summary>Assemblies and images of dependencies, what roots rest on, inputs and settings.</summary>
    public required IReadOnlyList<RecordedDifference> Deployment { get; init; }
}

/// <summary>One of two images that are compared.</summary>
/// <param name="Image">Absolute path.</param>
/// <param name="Package">Its package.</param>
/// <param name="BuildId">Its build id.</param>
/// <param name="Verified">Whether a second capture confirmed it.</param>
internal sealed record ComparedImage(string Image, string Package, string BuildId, bool Verified);

/// <summary>A root that does not hold the same in two images.</summary>
/// <param name="Root">Its name.</param>
/// <param name="Count">How many differences were found.</param>
/// <param name="IsComplete">Whether these are all.</param>
/// <param name="SharedWith">The root that shares the objects which differ, and lists the differences; <see langword="null"/> where they are listed here.</param>
/// <param name="Differences">The differences, nearest to the root first.</param>
internal sealed record ChangedRoot(string Root, int Count, bool IsComplete, string? SharedWith, IReadOnlyList<ValueDifference> Differences);

/// <summary>A value that is not the same in two images.</summary>
/// <param name="Path">What leads there: entries by their keys, elements by their places.</param>
/// <param name="RawPath">The same by fields alone.</param>
/// <param name="First">What the first image has there.</param>
/// <param name="Second">What the second image has there.</param>
internal sealed record ValueDifference(string Path, string RawPath, string First, string Second);

/// <summary>Something that two images record, and not alike.</summary>
/// <param name="What">What it is: <c>identity</c>, <c>version</c>, <c>image</c> or <c>dependency</c> of a dependency, <c>restsOn</c> or <c>builder</c> of a root, <c>input</c>, <c>setting</c>.</param>
/// <param name="Name">Of what.</param>
/// <param name="First">What the first image records; <see langword="null"/> for nothing.</param>
/// <param name="Second">What the second image records; <see langword="null"/> for nothing.</param>
internal sealed record RecordedDifference(string What, string Name, string? First, string? Second)
{
    internal const string Dependency = "dependency";
    internal const string RestsOn = "restsOn";
}
