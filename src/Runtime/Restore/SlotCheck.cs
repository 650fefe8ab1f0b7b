namespace Imaging.Restore;

/// <summary>
/// A place for a reference in objects of one type, and the ranges of const offsets and ordinals last found to fit it:
/// objects are sorted by type, so that one range answers for nearly all references from one place.
/// </summary>
internal struct SlotCheck
{
    internal int Offset;
    internal Type Declared;
    internal ulong ConstStart;
    internal ulong ConstLength;
    internal ulong MainStart;
    internal ulong MainLength;
}
