namespace Imaging.Serializer.Depot;

/// <summary>Keeps a depot within its size: what was used last stays.</summary>
/// <param name="layout">The depot.</param>
internal sealed class DepotEviction(DepotLayout layout)
{
    /// <summary>How old a file must be that no build can be writing, or about to refer to.</summary>
    internal static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    // Not every image that is put into a full depot shall make it look at all of them.
    private const double Kept = 0.9;

    /// <summary>Removes the least recently used, if the images take more than they may.</summary>
    /// <exception cref="IOException">The depot cannot be read.</exception>
    internal void RunIfOver(long limit)
    {
        long taken = layout.AllImages().Sum(static path => Length(path));
        if (taken > limit)
        {
            Run((long)(limit * Kept), Abandoned);
        }
    }

    /// <summary>Removes leftovers, and the least recently used until the images take no more than <paramref name="limit"/>.</summary>
    /// <param name="limit">How many bytes the images may take.</param>
    /// <param name="abandoned">How old leftovers are at least.</param>
    /// <returns>What was removed; <see langword="null"/> where another process is at it.</returns>
    /// <exception cref="IOException">The depot cannot be read.</exception>
    internal DepotRemoval? Run(long limit, TimeSpan abandoned)
    {
        if (!Directory.Exists(layout.Version))
        {
            return new DepotRemoval();
        }

        using FileStream? eviction = LockFile.TryOpenExclusive(layout.EvictionLock);
        if (eviction is null)
        {
            return null;
        }

        DateTime started = DateTime.UtcNow;
        var removal = new DepotRemoval();
        HashSet<string> kept = RemoveEntries(limit, removal);
        foreach (string path in layout.AllImages().Where(path => !kept.Contains(Path.GetFileNameWithoutExtension(path))))
        {
            if (IsOlder(path, started - abandoned) || removal.Images.Contains(Path.GetFileNameWithoutExtension(path)) && IsOlder(path, started))
            {
                removal.Add(path);
            }
        }

        foreach (string path in layout.AllTemporaryFiles().Where(path => IsOlder(path, started - abandoned)))
        {
            removal.Add(path);
        }

        RemoveLocks(started - abandoned);
        return removal;
    }

    private HashSet<string> RemoveEntries(long limit, DepotRemoval removal)
    {
        var kept = new HashSet<string>();
        long bytes = 0;
        bool isFull = false;
        foreach (string path in layout.AllEntries().OrderByDescending(File.GetLastWriteTimeUtc).ThenBy(static path => path, StringComparer.Ordinal))
        {
            // An entry is written after its image: without one it leads nowhere.
            if (TryRead(path) is not { } entry || !File.Exists(layout.Image(entry.Image.Sha256)))
            {
                removal.Add(path);
                continue;
            }

            long more = kept.Contains(entry.Image.Sha256) ? 0 : Length(layout.Image(entry.Image.Sha256));
            isFull |= bytes + more > limit;
            if (isFull)
            {
                removal.Images.Add(entry.Image.Sha256);
                removal.Add(path);
                continue;
            }

            bytes += more;
            kept.Add(entry.Image.Sha256);
        }

        return kept;
    }

    private void RemoveLocks(DateTime before)
    {
        // Held so that no lock is opened while it is removed. Who wants one waits meanwhile.
        using FileStream? gate = LockFile.TryOpenExclusive(layout.LockGate);
        foreach (string path in gate is null ? [] : layout.AllLocks().Where(path => IsOlder(path, before)))
        {
            // Windows deletes no file that is open like this. Nobody opens it meanwhile.
            if (IsFree(path))
            {
                LockOwner.Delete(path);
                File.Delete(path);
            }
        }
    }

    private static bool IsFree(string path)
    {
        using FileStream? file = LockFile.TryOpenExclusive(path);
        return file is not null;
    }

    private static DepotEntry? TryRead(string path)
    {
        try
        {
            return DepotEntryFile.Read(path);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsOlder(string path, DateTime time) => File.GetLastWriteTimeUtc(path) < time;

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
