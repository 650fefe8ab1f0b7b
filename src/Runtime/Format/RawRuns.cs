using System.Runtime.InteropServices;

namespace Imaging.Format;

/// <summary>The const objects of one type, one behind the other.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct RawConstRun
{
    internal uint Type;
    internal uint Count;

    /// <summary>Offset of the first object's header in the const section.</summary>
    internal ulong Offset;
    internal ulong Length;
}

/// <summary>The main objects of one type in one unit, one behind the other.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct RawMainRun
{
    internal uint Type;
    internal uint Count;
    internal uint FirstOrdinal;
    internal MainRunKind Kind;

    /// <summary>Offset of the first object's data in the main section.</summary>
    internal ulong Offset;
    internal ulong Length;
}

/// <summary>What a run's data are.</summary>
internal enum MainRunKind : uint
{
    /// <summary>The objects' fields.</summary>
    Fields,

    /// <summary>Lengths and elements of arrays.</summary>
    Arrays,

    /// <summary>Nothing: a rebuild makes each object's content.</summary>
    Rebuilt,

    /// <summary>Nothing: the objects are not allocated, but made by rebuilds from their surrogates.</summary>
    Surrogates,
}
