using Imaging.Identity;

namespace Imaging.Restore;

/// <summary>The checksums of assembly files that were read so far: packages share dependencies.</summary>
internal sealed class AssemblyChecksums
{
    private static readonly object s_gate = new();
    private static AssemblyChecksums? s_known;

    private readonly string _path;
    private readonly ulong _checksum;
    private readonly AssemblyChecksums? _next;

    private AssemblyChecksums(string path, ulong checksum, AssemblyChecksums? next) => (_path, _checksum, _next) = (path, checksum, next);

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="BadImageFormatException">The file is no assembly.</exception>
    internal static ulong Of(string path)
    {
        for (AssemblyChecksums? known = s_known; known is not null; known = known._next)
        {
            if (known._path == path)
            {
                return known._checksum;
            }
        }

        ulong checksum = CanonicalCode.ChecksumOfFile(path);
        lock (s_gate)
        {
            s_known = new AssemblyChecksums(path, checksum, s_known);
        }

        return checksum;
    }
}
