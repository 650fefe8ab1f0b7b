namespace Imaging.Serializer.Refreshing;

/// <summary>What became of a package of an app.</summary>
/// <param name="Package">Simple name of its assembly.</param>
/// <param name="State">What was done.</param>
/// <param name="Image">Absolute path of its image.</param>
/// <param name="BuildId">Build id of that image; <see langword="null"/> where none holds.</param>
/// <param name="Reason">Why an image was to be made, as the end of a sentence; <see langword="null"/> where the one in place holds.</param>
internal sealed record RefreshedUnit(string Package, RefreshState State, string Image, string? BuildId, string? Reason);

/// <summary>What was done for a package of an app.</summary>
internal enum RefreshState
{
    /// <summary>The image in place holds.</summary>
    UpToDate,

    /// <summary>An image was made, and is in place.</summary>
    Made,

    /// <summary>None could be made, or put in place. What was there still is.</summary>
    Failed,
}
