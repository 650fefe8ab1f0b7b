using System.Runtime.InteropServices;

namespace Imaging.Format;

/// <summary>
/// A piece of the main and const sections: what is read at once and has a hash of its own. It ends between two objects, or
/// inside an array of the main section that takes more than one.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct RawPiece
{
    /// <summary>Bytes after which a piece ends with the next object: it stays in a cache between being read, hashed and placed.</summary>
    internal const int UsualBytes = 256 << 10;

    /// <summary>Where it ends, and the next one begins: bytes from the start of the main section.</summary>
    internal ulong End;

    /// <summary>XXH64 of its bytes.</summary>
    internal ulong Hash;
}
