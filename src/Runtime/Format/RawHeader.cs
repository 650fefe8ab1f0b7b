using System.Runtime.InteropServices;

namespace Imaging.Format;

/// <summary>The start of an image.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct RawHeader
{
    internal ulong Magic;
    internal uint Version;
    internal byte PointerSize;
    internal byte Flags;
    internal ushort SectionCount;
    internal ulong FileLength;
    internal ulong ContentHash;
    internal BuildId BuildId;

    /// <summary>Offset of <see cref="ContentHash"/>, which the hash itself leaves out.</summary>
    internal const int ContentHashOffset = 24;
}

/// <summary>Where a section lies.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct RawSection
{
    internal SectionKind Kind;

    /// <summary>Bytes of one record; 1 for sections that are no tables.</summary>
    internal uint RecordSize;
    internal ulong Offset;
    internal ulong Length;
}
