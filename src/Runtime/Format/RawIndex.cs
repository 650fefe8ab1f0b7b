using System.Runtime.InteropServices;

namespace Imaging.Format;

/// <summary>The number of a record. A structure of its own, because code over tables of framework types is not compiled ahead of time.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct RawIndex(uint Value);

/// <summary>A reference word or a number, as a rebuild takes it.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly record struct RawWord(ulong Bits);
