using Imaging.Format;

namespace Imaging.Restore;

/// <summary>A restored unit of a dependency's image, as a unit that rests on it refers to its objects.</summary>
internal sealed class LinkedUnit(uint dependency, UnitReferences references)
{
    internal uint Dependency { get; } = dependency;

    /// <summary>Whether the unit may own what a word of its image refers to. Const objects belong to all units of an image.</summary>
    internal bool MayOwn(ReferenceWord target) => target.Tag == ReferenceTag.Const || references.Owns(target);

    internal object Resolve(ReferenceWord target) => references.Resolve(target)!;

    /// <summary>Lets a place remember the run that an object belongs to, which its type was found to fit.</summary>
    internal void Remember(ReferenceWord target, ref SlotCheck slot)
    {
        if (target.Tag == ReferenceTag.Const)
        {
            references.FindConstRun(Dependency, target.Payload, ref slot.ExternalConst);
        }
        else if (target.Tag == ReferenceTag.Main)
        {
            references.FindMainRun(Dependency, target.Payload, ref slot.ExternalMain);
        }
    }
}
