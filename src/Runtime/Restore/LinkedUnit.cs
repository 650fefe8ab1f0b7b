using Imaging.Format;

namespace Imaging.Restore;

/// <summary>A restored unit of a dependency's image, as a unit that rests on it refers to its objects.</summary>
internal sealed class LinkedUnit(uint dependency, UnitReferences references)
{
    internal uint Dependency { get; } = dependency;

    /// <summary>Whether the unit may own what a word of its image refers to. Const objects belong to all units of an image.</summary>
    internal bool MayOwn(ReferenceWord target) => target.Tag == ReferenceTag.Const || references.Owns(target);

    internal object Resolve(ReferenceWord target) => references.Resolve(target)!;
}
