using Imaging.Format;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>
/// A place for a reference in objects of one type, and what was last found to fit it: objects are sorted by type, so that
/// one run answers for nearly all references from one place.
/// </summary>
internal struct SlotCheck
{
    internal int Offset;
    internal object Source;

    /// <summary>The last run of const objects.</summary>
    internal ulong ConstStart;
    internal ulong ConstLength;

    /// <summary>The last run of main objects.</summary>
    internal ulong MainStart;
    internal ulong MainLength;

    /// <summary>The last runs of objects of other images.</summary>
    internal ExternalRuns? External;

    /// <summary>The method-table word of the last global.</summary>
    internal nint GlobalType;

    /// <inheritdoc cref="ReferenceSlot.Declared"/>
    internal readonly Type Declared => new ReferenceSlot(Offset, Source).Declared;

    /// <exception cref="ImageFormatException">The object is none for this place.</exception>
    internal readonly void RequireFits(object? value)
    {
        if (value is not null && !Declared.IsInstanceOfType(value))
        {
            ImageFormatException.Throw($"a reference to {value.GetType()} in a place for {Declared}");
        }
    }
}
