using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Writing;

/// <summary>The captured objects of one unit and type, which stand behind each other in the image in the order in which they were met.</summary>
/// <param name="unit">The unit; 0 for const objects, which belong to all.</param>
/// <param name="type">The type.</param>
/// <param name="recipe">The type's recipe.</param>
/// <param name="treatment">How they are captured.</param>
internal sealed unsafe class NodeRun(int unit, CapturedType type, uint recipe, NodeTreatment treatment)
{
    internal int Unit => unit;

    internal CapturedType Type => type;

    internal uint Recipe => recipe;

    internal NodeTreatment Treatment => treatment;

    internal uint Count { get; set; }

    /// <summary>Bytes that they take in their section.</summary>
    internal long Length { get; set; }

    /// <summary>Those of them that are copied to the section's own memory.</summary>
    internal long OwnLength { get; set; }

    /// <summary>Where they begin in their section.</summary>
    internal long Offset { get; set; }

    /// <summary>Where the next of them to be placed begins in its section.</summary>
    internal long Next { get; set; }

    /// <summary>Where pieces of the image may end inside it.</summary>
    internal List<PieceCut> Cuts { get; } = [];

    /// <summary>Where the bytes of the next of them that is copied begin.</summary>
    internal byte* NextOwn { get; set; }

    /// <summary>Where those copied bytes begin that <see cref="Placed"/> does not have yet.</summary>
    internal byte* FirstOwn { get; set; }

    /// <summary>The ordinal of the first of them, if they are main objects.</summary>
    internal uint FirstOrdinal { get; set; }

    /// <summary>The ordinal of the next of them to be placed.</summary>
    internal uint NextOrdinal { get; set; }

    /// <summary>The bytes of those that are placed.</summary>
    internal SectionBytes Placed { get; } = new();

    /// <summary>Adds what was copied to what is placed.</summary>
    internal void AddOwn()
    {
        Placed.Add(FirstOwn, NextOwn - FirstOwn);
        FirstOwn = NextOwn;
    }
}
