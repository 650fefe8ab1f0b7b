using System.Runtime.InteropServices;

namespace Imaging.Format;

/// <summary>A piece of the main and const sections: what is read at once and has a hash of its own.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct RawPiece
{
    /// <summary>Bytes after which a piece ends as soon as one may: it stays in a cache between being read, hashed and placed.</summary>
    internal const int UsualBytes = 256 << 10;

    /// <summary>Where it ends, and the next one begins: bytes from the start of the main section.</summary>
    internal ulong End;

    /// <summary>XXH64 of its bytes.</summary>
    internal ulong Hash;
    internal PieceKind Kind;

    /// <summary>Zero.</summary>
    internal uint Reserved;
}

/// <summary>What a piece holds.</summary>
internal enum PieceKind : uint
{
    /// <summary>Whole objects, and parts of large ones, but no part of a string.</summary>
    Objects,

    /// <summary>
    /// Nothing but elements of one large array of the main section: whole ones, no more than <see cref="RawPiece.UsualBytes"/>, and the
    /// array's pieces hold all of them. They can be read as the array is filled.
    /// </summary>
    Elements,
}
