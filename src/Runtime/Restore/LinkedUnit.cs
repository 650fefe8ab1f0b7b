using Imaging.Format;

namespace Imaging.Restore;

/// <summary>A restored unit of a dependency's image, as a unit that rests on it refers to its objects.</summary>
/// <param name="dependency">The dependency's place in the image that refers to it.</param>
/// <param name="references">Finds the unit's objects; <see langword="null"/> where nothing was to refer to them.</param>
internal sealed class LinkedUnit(uint dependency, UnitReferences? references)
{
    internal uint Dependency { get; } = dependency;

    /// <summary>Whether its objects can be found.</summary>
    internal bool IsAddressable => references is not null;

    /// <summary>Whether the unit may own what a word of its image refers to. Const objects belong to all units of an image.</summary>
    internal bool MayOwn(ReferenceWord target) => references is not null && (target.Tag == ReferenceTag.Const || references.Owns(target));

    internal object Resolve(ReferenceWord target) => references!.Resolve(target)!;

    /// <summary>Adds the run that an object belongs to, whose type was found to fit the place.</summary>
    internal void AddRun(ReferenceWord target, ExternalRuns runs)
    {
        if (target.Tag == ReferenceTag.Const)
        {
            references!.AddConstRun(Dependency, target.Payload, runs);
        }
        else if (target.Tag == ReferenceTag.Main)
        {
            references!.AddMainRun(Dependency, target.Payload, runs);
        }
    }
}
