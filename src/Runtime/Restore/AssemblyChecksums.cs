using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Files;
using Imaging.Identity;

namespace Imaging.Restore;

/// <summary>The checksums of assembly files, each computed once, by whichever thread comes first: packages share dependencies.</summary>
internal sealed unsafe class AssemblyChecksums : SharedWork
{
    // The code of a smaller file is sooner told than the link manifest is read.
    private const int WorthLookingUpFrom = 128 << 10;

    // What is hashed right after it was read is still in the cache.
    private const int CachedBytes = 64 << 10;

    private static readonly object s_gate = new();
    private static AssemblyChecksums? s_known;

    private readonly string _path;
    private readonly bool _isLoaded;
    private readonly AssemblyChecksums? _next;
    private ulong _checksum;
    private Guid128 _moduleVersion;
    private volatile bool _hasFailed;

    private AssemblyChecksums(string path, bool isLoaded, AssemblyChecksums? next)
        : base(1) => (_path, _isLoaded, _next) = (path, isLoaded, next);

    /// <summary>Lets the second thread compute a checksum that will be asked for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isLoaded">Whether it will be asked for with the module that was loaded from the file.</param>
    internal static void Begin(string path, bool isLoaded)
    {
        AssemblyChecksums checksum = Find(path, isLoaded);
        if (!checksum.HasBegun)
        {
            SecondThread.Share(checksum);
        }
    }

    /// <param name="path">The file.</param>
    /// <param name="loaded">The module that was loaded from it; <see langword="null"/> where none may be as yet.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="BadImageFormatException">The file is no assembly.</exception>
    /// <exception cref="RestoreException">The file is not the one that was loaded.</exception>
    internal static ulong Of(string path, Module? loaded)
    {
        AssemblyChecksums known = loaded is not null && loaded.Assembly.IsCollectible ? Collectible.Find(path, loaded) : Find(path, loaded is not null);
        known.Finish();
        return loaded is null || known.IsFileOf(loaded)
            ? known._checksum
            : throw new RestoreException($"{path} is not the file that was loaded: it was exchanged while the program runs");
    }

    private bool IsFileOf(Module loaded)
    {
        var version = new Guid128(LoadedMetadata.Of(loaded.Assembly).ModuleVersion);
        return version.High == _moduleVersion.High && version.Low == _moduleVersion.Low;
    }

    private static AssemblyChecksums Find(string path, bool isLoaded)
    {
        lock (s_gate)
        {
            AssemblyChecksums? known = s_known;
            while (known is not null && (known._hasFailed || (isLoaded && !known._isLoaded) || known._path != path))
            {
                known = known._next;
            }

            return known ?? (s_known = new AssemblyChecksums(path, isLoaded, s_known));
        }
    }

    private protected override void Do(uint piece)
    {
        try
        {
            if (_isLoaded || !TryLookUp())
            {
                Compute();
            }
        }
        catch
        {
            // It may be read another time.
            _hasFailed = true;
            throw;
        }
    }

    private void Compute()
    {
        FileMemory file = FileMemory.Read(_path);
        try
        {
            ReadOnlySpan<byte> bytes = CanonicalCode.Bytes(file);
            _moduleVersion = new Guid128(ModuleVersion.Of(bytes));
            _checksum = bytes.Length >= WorthLookingUpFrom && LinkManifest.TryFindCode(XxHash64.Hash(bytes), out ulong known)
                ? known
                : CanonicalCode.Checksum(bytes);
        }
        finally
        {
            file.Free();
        }
    }

    // Nobody asks for the module version id, so the link manifest may know all there is to tell, from a hash of the bytes: these
    // need not be in memory all at once, which is to be cleared first.
    [SkipLocalsInit]
    private bool TryLookUp()
    {
        using FileReader file = FileReader.Open(_path);
        if (file.Length < WorthLookingUpFrom || !LinkManifest.Exists)
        {
            return false;
        }

        byte* buffer = stackalloc byte[CachedBytes];
        var hash = new XxHash64(seed: 0);
        for (long position = 0; position < file.Length; position += CachedBytes)
        {
            nuint read = file.Read(buffer, (nuint)Math.Min(CachedBytes, file.Length - position), position);
            hash.Append(buffer, (uint)read);
        }

        return LinkManifest.TryFindCode(hash.Finish(), out _checksum);
    }

    // What can be unloaded may be loaded again from a file of the same path and other content.
    private static class Collectible
    {
        private static readonly ConditionalWeakTable<Module, AssemblyChecksums> s_ofModules = [];

        internal static AssemblyChecksums Find(string path, Module loaded)
        {
            if (!s_ofModules.TryGetValue(loaded, out AssemblyChecksums? known) || known._hasFailed)
            {
                s_ofModules.AddOrUpdate(loaded, known = new AssemblyChecksums(path, isLoaded: true, null));
            }

            return known;
        }
    }
}
