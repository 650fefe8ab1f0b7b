using System.Runtime.InteropServices;

namespace Imaging.Format;

/// <summary>A piece of the string section, in UTF-8.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct RawString(uint Offset, uint Length);
