using Imaging.Format;

namespace Imaging.Serializer.Depot;

/// <summary>
/// Where the files of a depot lie: an image under the SHA-256 of its bytes, an entry under the key of its package and of
/// the images that it was made with, a lock under the key of its package. The directory <c>v1</c> is this layout.
/// </summary>
/// <param name="Root">The directory of the depot.</param>
internal sealed record DepotLayout(string Root)
{
    internal const string EntryExtension = ".json";
    internal const string LockExtension = ".lock";
    internal const string TemporaryExtension = ".tmp";

    internal string Version { get; } = Path.Combine(Root, "v1");

    internal string Images => Path.Combine(Version, "images");

    internal string Entries => Path.Combine(Version, "entries");

    internal string Locks => Path.Combine(Version, "locks");

    /// <summary>Held by who removes what was used longest ago.</summary>
    internal string EvictionLock => Path.Combine(Version, "eviction.lock");

    /// <summary>Held for a moment by who opens a lock, and exclusively by who removes locks.</summary>
    internal string LockGate => Path.Combine(Version, "locks.gate");

    internal string Image(string digest) => Path.Combine(Images, digest[..2], digest + ImageFormat.Extension);

    internal string Entry(DepotEntry entry) => Path.Combine(Entries, entry.Key[..2], $"{entry.Key}.{entry.Id}{EntryExtension}");

    internal string Lock(string key) => Path.Combine(Locks, key + LockExtension);

    /// <summary>The entries of a package.</summary>
    internal IEnumerable<string> EntriesOf(string key) => Files(Path.Combine(Entries, key[..2]), $"{key}.*{EntryExtension}");

    internal IEnumerable<string> AllEntries() => Files(Entries, "*" + EntryExtension);

    internal IEnumerable<string> AllImages() => Files(Images, "*" + ImageFormat.Extension);

    internal IEnumerable<string> AllLocks() => Files(Locks, "*" + LockExtension);

    /// <summary>What a process that was killed left behind, or one is writing now.</summary>
    internal IEnumerable<string> AllTemporaryFiles() => Files(Version, "*" + TemporaryExtension);

    // Others add and remove files meanwhile, and whole directories where the depot is cleared.
    private static string[] Files(string directory, string pattern)
    {
        try
        {
            return Directory.GetFiles(directory, pattern, SearchOption.AllDirectories);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
