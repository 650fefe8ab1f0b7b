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

/// <summary>
/// A delegate, made again after its target was allocated. One that calls several methods has none of its own: it follows
/// the delegates that it consists of, and its target is the first of them.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct RawDelegate
{
    internal uint Type;

    /// <summary>The method; <see cref="ImageFormat.None"/> where there are several.</summary>
    internal uint Method;

    /// <summary>The target; null for a static method.</summary>
    internal ulong Target;

    internal readonly bool HasParts => Method == ImageFormat.None;

    /// <summary>The first of the delegates that one with parts consists of; the others follow it.</summary>
    internal readonly uint FirstPart => (uint)new ReferenceWord(Target).Payload;

    internal static RawDelegate Of(uint type, uint firstPart) =>
        new() { Type = type, Method = ImageFormat.None, Target = ReferenceWord.Encode(ReferenceTag.Delegate, firstPart).Bits };
}
