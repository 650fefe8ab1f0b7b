using Imaging.Serializer.Depot.Remote;

namespace Imaging.Serializer.Depot;

/// <summary>Where finished images are kept for other projects.</summary>
internal sealed record DepotSettings
{
    /// <summary>Absolute path of the directory that images are taken from and put into. It need not exist.</summary>
    internal required string Path { get; init; }

    /// <summary>Absolute paths of further depots, in the order in which they are asked. Nothing is ever written there.</summary>
    internal IReadOnlyList<string> FallbackPaths { get; init; } = [];

    /// <summary>How many bytes the images in <see cref="Path"/> may take: the least recently used go first.</summary>
    internal long SizeLimit { get; init; } = DepotOptions.DefaultSizeLimit;

    /// <summary>The server that a team shares images through; <see langword="null"/> for none.</summary>
    internal RemoteSettings? Remote { get; init; }

    /// <summary>After how long a build that waits for another one's image says so.</summary>
    internal TimeSpan NoticeAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a build waits for another one's image before it makes its own.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(15);
}
