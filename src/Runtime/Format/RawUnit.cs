using System.Runtime.InteropServices;

namespace Imaging.Format;

/// <summary>What is restored or given up as a whole.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct RawUnit
{
    /// <summary>The types that have objects in the unit, in <see cref="SectionKind.Indexes"/>.</summary>
    internal uint FirstType;
    internal uint TypeCount;

    /// <summary>The globals that the unit refers to, in <see cref="SectionKind.Indexes"/>.</summary>
    internal uint FirstGlobal;
    internal uint GlobalCount;
    internal uint FirstMainRun;
    internal uint MainRunCount;
    internal uint FirstOrdinal;
    internal uint ObjectCount;
    internal uint FirstDelegate;
    internal uint DelegateCount;
    internal uint FirstRebuild;
    internal uint RebuildCount;
    internal uint FirstLinkage;
    internal uint LinkageCount;

    /// <summary>The types of the framework whose fields and code its objects rest on: <see cref="RawFrameworkType"/> records, in <see cref="SectionKind.Indexes"/>.</summary>
    internal uint FirstFrameworkType;
    internal uint FrameworkTypeCount;
}

/// <summary>A unit of a dependency's image that a unit rests on: its builders read roots of it, or its objects refer to objects of it.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct RawLinkage
{
    internal uint Dependency;

    /// <summary>The unit's place in the image that the dependency's build id names.</summary>
    internal uint Unit;
}

/// <summary>A static property or field whose value the image holds.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct RawRoot
{
    /// <summary>Full name of the declaring type, a dot, and the member: what the running program asks for.</summary>
    internal RawString Name;

    /// <summary>Name of the builder, for people.</summary>
    internal RawString Builder;

    /// <summary>The unit; <see cref="ImageFormat.None"/> for a root that was refused.</summary>
    internal uint Unit;

    /// <summary>The value.</summary>
    internal ulong Value;

    /// <summary>Why it was refused; empty for a root that was captured.</summary>
    internal RawString Refusal;

    /// <summary>The dependencies that it rests on, in <see cref="SectionKind.Indexes"/>.</summary>
    internal uint FirstEdge;
    internal uint EdgeCount;

    /// <summary>What its objects take in the const and main sections; shared ones count with the first root that reaches them.</summary>
    internal ulong Bytes;
}
