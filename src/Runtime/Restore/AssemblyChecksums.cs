using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Identity;

namespace Imaging.Restore;

/// <summary>The checksums of assembly files that were read so far: packages share dependencies.</summary>
internal sealed class AssemblyChecksums
{
    private static readonly object s_gate = new();
    private static AssemblyChecksums? s_known;

    private readonly string _path;
    private readonly ulong _checksum;
    private readonly Guid128 _moduleVersion;
    private AssemblyChecksums? _next;

    private AssemblyChecksums(string path)
    {
        _path = path;
        _checksum = CanonicalCode.ChecksumOfFile(path, out Guid moduleVersion);
        _moduleVersion = new Guid128(moduleVersion);
    }

    /// <param name="path">The file.</param>
    /// <param name="loaded">The module that was loaded from it; <see langword="null"/> where none may be as yet.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="BadImageFormatException">The file is no assembly.</exception>
    /// <exception cref="RestoreException">The file is not the one that was loaded.</exception>
    internal static ulong Of(string path, Module? loaded)
    {
        AssemblyChecksums known = loaded is not null && loaded.Assembly.IsCollectible ? Collectible.Of(path, loaded) : Of(path);
        return loaded is null || known.IsFileOf(loaded)
            ? known._checksum
            : throw new RestoreException($"{path} is not the file that was loaded: it was exchanged while the program runs");
    }

    private bool IsFileOf(Module loaded)
    {
        var version = new Guid128(loaded.ModuleVersionId);
        return version.High == _moduleVersion.High && version.Low == _moduleVersion.Low;
    }

    private static AssemblyChecksums Of(string path)
    {
        for (AssemblyChecksums? known = s_known; known is not null; known = known._next)
        {
            if (known._path == path)
            {
                return known;
            }
        }

        var read = new AssemblyChecksums(path);
        lock (s_gate)
        {
            read._next = s_known;
            return s_known = read;
        }
    }

    // What can be unloaded may be loaded again from a file of the same path and other content.
    private static class Collectible
    {
        private static readonly ConditionalWeakTable<Module, AssemblyChecksums> s_known = [];

        internal static AssemblyChecksums Of(string path, Module loaded)
        {
            if (!s_known.TryGetValue(loaded, out AssemblyChecksums? known))
            {
                s_known.AddOrUpdate(loaded, known = new AssemblyChecksums(path));
            }

            return known;
        }
    }
}
