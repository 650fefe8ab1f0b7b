using System.Runtime.InteropServices;

namespace Imaging.Format;

/// <summary>The recipe of a method.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct RawMethod
{
    internal uint DeclaringType;
    internal uint Token;

    /// <summary>A generic method's arguments, in <see cref="SectionKind.Indexes"/>.</summary>
    internal uint FirstArgument;
    internal uint ArgumentCount;
    internal RawString Name;

    /// <summary>Of methods of the framework: a hash over the signature, which finds it in another build. Otherwise zero.</summary>
    internal uint Signature;
}

/// <summary>A delegate, made again after its target was allocated.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct RawDelegate
{
    internal uint Type;
    internal uint Method;

    /// <summary>The target; null for a static method.</summary>
    internal ulong Target;
}
