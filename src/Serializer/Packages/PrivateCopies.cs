using Imaging.Serializer.Verifying;

namespace Imaging.Serializer.Packages;

/// <summary>Copies of assemblies to load in place of files that others may write.</summary>
/// <remarks>
/// A loaded file stays mapped for a while after its context is gone. A compiler, or a copy to an output directory, that
/// writes the next version in its place would change code under the process that builds.
/// </remarks>
internal sealed class PrivateCopies
{
    private readonly string _directory = ScratchDirectory.Create();

    /// <summary>Path of a copy of a file.</summary>
    internal string Of(string path)
    {
        string copy = Path.Combine(_directory, Path.GetFileName(path));
        if (!File.Exists(copy))
        {
            File.Copy(path, copy);
        }

        return copy;
    }

    /// <summary>Deletes the copies. Where the system keeps a loaded file from being deleted, they stay in the temporary directory.</summary>
    /// <param name="context">The load context that they were loaded into, unloaded by now.</param>
    internal void Delete(WeakReference context)
    {
        // What still holds the context, a thread of the package's own, holds no build up.
        for (int i = 0; context.IsAlive && i < 4; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        try
        {
            Directory.Delete(_directory, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The directory of temporary files is the system's to clean.
        }
    }
}
