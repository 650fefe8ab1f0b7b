namespace Imaging.Serializer.Worklists;

/// <summary>A project whose image is to be made, with those of the packages below it.</summary>
internal sealed record WorklistRequest
{
    /// <summary>The project's own package. Its closure, its dependencies' images and its order come from the worklist.</summary>
    internal required SerializeRequest Package { get; init; }

    /// <summary>Whether builders of the project itself can run here; those of dependencies can in any case.</summary>
    internal bool IncludesPackage { get; init; } = true;

    /// <summary>Every assembly outside the framework that the project runs with.</summary>
    internal required IReadOnlyList<ResolvedAssembly> Closure { get; init; }

    /// <summary>Absolute path of the directory for images of dependencies that came with none that holds.</summary>
    internal required string DependencyDirectory { get; init; }

    /// <summary>Whether the project runs with images of its own build of the framework only.</summary>
    internal bool NeedsExactFramework { get; init; }

    /// <summary>Whether the project deploys what it runs with. A library needs images of dependencies only for its own roots to link to.</summary>
    internal bool IsApp { get; init; }

    /// <summary>
    /// Whether this is an app where it is deployed. What lies there, others may have changed: images that came with it are
    /// verified in full. One that is made again is confirmed by a second capture unless it was not before.
    /// </summary>
    internal bool IsDeployed { get; init; }
}
