using System.Runtime.InteropServices;

namespace Imaging.Format;

/// <summary>An assembly that the image knows.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct RawDependency
{
    internal RawString Name;
    internal RawString Version;

    /// <summary>An assembly of the framework: its module version id. Any other: its code identity.</summary>
    internal ulong IdentityHigh;
    internal ulong IdentityLow;

    /// <summary>Outside the framework: a fast hash over what the code identity covers, compared at load.</summary>
    internal ulong Checksum;

    /// <summary>Build id of the dependency's image that this image refers to; zero where it refers to none.</summary>
    internal BuildId Image;

    /// <summary>How many objects of that image this image refers to.</summary>
    internal uint ReferencedObjects;
    internal DependencyKind Kind;
}

/// <summary>How an assembly is identified.</summary>
internal enum DependencyKind : uint
{
    /// <summary>By its code identity.</summary>
    Package,

    /// <summary>By its module version id.</summary>
    Framework,
}
