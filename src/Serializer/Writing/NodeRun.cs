using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Writing;

/// <summary>The captured objects of one unit and type, which stand behind each other in the image in the order in which they were met.</summary>
/// <param name="unit">The unit; 0 for const objects, which belong to all.</param>
/// <param name="type">The type.</param>
/// <param name="recipe">The type's recipe.</param>
/// <param name="treatment">How they are captured.</param>
internal sealed class NodeRun(int unit, CapturedType type, uint recipe, NodeTreatment treatment)
{
    internal int Unit => unit;

    internal CapturedType Type => type;

    internal uint Recipe => recipe;

    internal NodeTreatment Treatment => treatment;

    internal uint Count { get; set; }

    /// <summary>Bytes that they take in their section.</summary>
    internal long Length { get; set; }

    /// <summary>Where they begin in their section.</summary>
    internal long Offset { get; set; }

    /// <summary>Where the next of them to be placed begins.</summary>
    internal long Next { get; set; }

    /// <summary>The ordinal of the first of them, if they are main objects.</summary>
    internal uint FirstOrdinal { get; set; }

    /// <summary>The ordinal of the next of them to be placed.</summary>
    internal uint NextOrdinal { get; set; }
}
