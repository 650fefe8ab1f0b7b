using System.Diagnostics;

namespace Imaging.Serializer.Depot;

/// <summary>
/// The right to make one image: an open file that the operating system locks, in and across processes, and unlocks when
/// its owner ends, however that ends.
/// </summary>
internal sealed class UnitLock : IDisposable
{
    private static readonly TimeSpan s_shortestWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMilliseconds(250);

    private readonly string _path;
    private readonly FileStream _file;

    private UnitLock(string path, FileStream file)
    {
        _path = path;
        _file = file;
    }

    /// <summary>Waits for a lock.</summary>
    /// <param name="layout">The depot.</param>
    /// <param name="key">The package's key.</param>
    /// <param name="owner">Who asks.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="noticeAfter">After how long <paramref name="notice"/> is called.</param>
    /// <param name="notice">Gets who holds the lock, once; <see langword="null"/> where that is not known.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The lock; <see langword="null"/> where patience ran out.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    /// <exception cref="IOException">There is no place for locks.</exception>
    /// <exception cref="UnauthorizedAccessException">Nothing may be written to the place for locks.</exception>
    internal static UnitLock? Acquire(
        DepotLayout layout, string key, LockOwner owner, TimeSpan patience, TimeSpan noticeAfter, Action<LockOwner?> notice, CancellationToken cancellation)
    {
        Directory.CreateDirectory(layout.Locks);
        string path = layout.Lock(key);
        long started = Stopwatch.GetTimestamp();
        bool isNoticed = false;
        for (TimeSpan wait = s_shortestWait; ; wait = Longer(wait))
        {
            cancellation.ThrowIfCancellationRequested();
            if (TryOpen(layout, path) is { } file)
            {
                return Own(path, file, owner);
            }

            TimeSpan waited = Stopwatch.GetElapsedTime(started);
            if (waited > patience)
            {
                return null;
            }

            if (!isNoticed && waited > noticeAfter)
            {
                isNoticed = true;
                notice(LockOwner.Read(path));
            }

            cancellation.WaitHandle.WaitOne(wait);
        }
    }

    public void Dispose()
    {
        using (_file)
        {
            LockOwner.Delete(_path);
        }
    }

    private static UnitLock Own(string path, FileStream file, LockOwner owner)
    {
        try
        {
            owner.Write(path);
            return new UnitLock(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // Between opening and locking the file, nobody may remove it: another one would be locked under its name.
    private static FileStream? TryOpen(DepotLayout layout, string path)
    {
        using FileStream? gate = LockFile.TryOpenShared(layout.LockGate);
        return gate is null ? null : LockFile.TryOpenExclusive(path);
    }

    private static TimeSpan Longer(TimeSpan wait) => wait < s_longestWait ? wait * 1.5 : s_longestWait;
}
