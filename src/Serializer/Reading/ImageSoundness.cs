namespace Imaging.Serializer.Reading;

/// <summary>How much of an image was proven.</summary>
internal enum ImageSoundness
{
    /// <summary>Nothing that it says can be trusted.</summary>
    Damaged,

    /// <summary>Its tables hold. What needs the types of its package was not checked, or does not hold.</summary>
    Sound,

    /// <summary>Everything holds: its objects can be read.</summary>
    Proven,
}
