namespace Imaging.Serializer.Worklists;

/// <summary>What became of one unit of a worklist.</summary>
/// <param name="Package">Simple name of its assembly.</param>
/// <param name="State">What was done.</param>
/// <param name="ImagePath">Absolute path of its image; <see langword="null"/> where it has none.</param>
/// <param name="BuildId">Build id of that image.</param>
internal sealed record UnitOutcome(string Package, UnitState State, string? ImagePath, string? BuildId)
{
    /// <summary>The project has an image of its own of it, instead of the one that came with its assembly.</summary>
    internal bool IsLocal => State is UnitState.Made or UnitState.Taken or UnitState.UpToDate;

    /// <summary>It should have an image, and none could be made.</summary>
    internal bool HasFailed => ImagePath is null && (Misfit is not null || Result?.Diagnostics.Any(static diagnostic => diagnostic.Severity == ImagingSeverity.Error) == true);

    /// <summary>Its key as one hash; <see langword="null"/> for an image that came with its assembly.</summary>
    internal string? Key { get; init; }

    /// <summary>What the serializer gave; <see langword="null"/> where it was not asked.</summary>
    internal SerializeResult? Result { get; init; }

    /// <summary>Why the image that came with its assembly is not used.</summary>
    internal ImageMisfit? Misfit { get; init; }
}

/// <summary>What was done for a unit.</summary>
internal enum UnitState
{
    /// <summary>It declares no root, or none could be captured.</summary>
    NoImage,

    /// <summary>The image that came with its assembly holds.</summary>
    Shipped,

    /// <summary>The image that this project made before is what would be made.</summary>
    UpToDate,

    /// <summary>The depot had what would be made.</summary>
    Taken,

    /// <summary>An image was made.</summary>
    Made,
}
