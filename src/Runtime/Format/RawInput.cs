using System.Runtime.InteropServices;

namespace Imaging.Format;

/// <summary>A file that builders may have read.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct RawInput
{
    internal RawString Name;
    internal ulong Length;

    /// <summary>XXH64 of its content.</summary>
    internal ulong Checksum;
}

/// <summary>A runtime setting as it was at the capture.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct RawKnob
{
    internal RawString Name;
    internal RawString Value;
}
