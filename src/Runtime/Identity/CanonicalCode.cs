using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Imaging.Files;

namespace Imaging.Identity;

/// <summary>
/// The canonical stream of an assembly: everything that decides what its code does, and nothing that changes without
/// it. In this order:
/// <list type="number">
/// <item>the version of the stream; the CLI header's flags (those that native compilation and signing keep) and entry
/// point; the metadata version; which tables are sorted; the number of rows of each;</item>
/// <item>every table, row by row, column by column. Numbers and indexes into tables stand as they are. Indexes into the
/// string and blob heaps give way to the content, preceded by its length, so that a heap may be shifted. The address of a
/// method body gives way to its header, code and exception clauses, that of a field's initial data to the data, the
/// offset of an embedded resource to the resource;</item>
/// <item>the heap of user strings, which method bodies refer to by offset.</item>
/// </list>
/// Not in it: the MVID and all other GUIDs of the GUID heap, addresses, timestamps, the checksum and machine of the PE
/// header, debug directory, strong-name signature, Win32 resources, native code, tables of portable PDBs, the value of
/// AssemblyInformationalVersionAttribute, which holds the commit, and, in names and values of attributes, the digits of
/// file-local types (<see cref="FileLocalName"/>), which hold the directory.
/// </summary>
internal static unsafe class CanonicalCode
{
    /// <summary>Changes whenever the definition of the stream does.</summary>
    public const uint StreamVersion = 2;

    private const int BufferSize = 4096;

    // Honest metadata is repeated a few times; only a forged file comes near.
    private const ulong MaxGrowth = 64;

    /// <summary>XXH64 of the canonical stream of a PE file: cheap, for load.</summary>
    /// <exception cref="BadImageFormatException">The bytes are not an assembly whose IL can be told.</exception>
    public static ulong Checksum(ReadOnlySpan<byte> pe) => Run(pe, null);

    /// <summary>The code identity of a PE file and its <see cref="Checksum"/>, for build.</summary>
    /// <exception cref="BadImageFormatException">The bytes are not an assembly whose IL can be told.</exception>
    public static (CodeIdentity Identity, ulong Checksum) Identify(ReadOnlySpan<byte> pe)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ulong checksum = Run(pe, hash);
        byte[] digest = hash.GetHashAndReset();
        return (new CodeIdentity(BinaryPrimitives.ReadUInt64BigEndian(digest), BinaryPrimitives.ReadUInt64BigEndian(digest.AsSpan(8))), checksum);
    }

    /// <exception cref="BadImageFormatException">The file is larger than any assembly.</exception>
    internal static ReadOnlySpan<byte> Bytes(FileMemory file)
    {
        if (file.Length > int.MaxValue)
        {
            BadImage.Throw("The file is too large for an assembly.");
        }

        return new ReadOnlySpan<byte>(file.Start, (int)file.Length);
    }

    [SkipLocalsInit]
    private static ulong Run(ReadOnlySpan<byte> pe, IncrementalHash? identity)
    {
        byte* buffer = stackalloc byte[BufferSize];
        fixed (byte* start = pe)
        {
            var file = new ByteRegion(start, (uint)pe.Length);
            ulong limit = ((ulong)pe.Length + BufferSize) * MaxGrowth;
            var output = new CanonicalWriter(identity, file, buffer, BufferSize, limit);
            return new CanonicalVisitor(file, output).Visit();
        }
    }
}
