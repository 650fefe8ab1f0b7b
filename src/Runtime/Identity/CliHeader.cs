using System.Runtime.CompilerServices;

namespace Imaging.Identity;

/// <summary>What the CLI header says, after the kinds of assembly that no code identity can cover were turned away.</summary>
internal readonly struct CliHeader
{
    private const uint IlOnly = 0x1;
    private const uint Requires32Bit = 0x2;
    private const uint NativeEntryPoint = 0x10;
    private const uint Prefers32Bit = 0x20000;

    // The others (IL-only, IL-library, signed, tracked for debugging) change when the assembly is signed or compiled to native code.
    private const uint FlagsOfMeaning = Requires32Bit | NativeEntryPoint | Prefers32Bit;

    private const uint ReadyToRunSignature = 0x00525452;
    private const uint ReadyToRunComponent = 0x20;
    private const uint ReadyToRunStrippedBodies = 0x200;
    private const uint ReadyToRunHeaderSize = 16;
    private const uint ReadyToRunSectionSize = 12;
    private const uint ReadyToRunComponentAssemblies = 115;

    public readonly uint Flags;
    public readonly uint EntryPoint;
    public readonly ByteRegion Metadata;
    public readonly ByteRegion Resources;

    public CliHeader(PeImage image)
    {
        ByteRegion header = image.CliHeader;
        uint flags = header.U32(16);
        RejectUncoverable(flags, image.Directory(header, 64));

        Flags = flags & FlagsOfMeaning;
        EntryPoint = header.U32(20);
        Metadata = image.Directory(header, 8);
        Resources = image.Directory(header, 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RejectUncoverable(uint flags, ByteRegion native)
    {
        if (native.Length == 0)
        {
            if ((flags & IlOnly) == 0)
            {
                BadImage.Throw("The assembly mixes managed and native code.");
            }

            return;
        }

        if (native.U32(0) != ReadyToRunSignature)
        {
            BadImage.Throw("The assembly holds native code of an unknown kind.");
        }

        uint readyToRun = native.U32(8);
        if ((readyToRun & ReadyToRunComponent) != 0)
        {
            BadImage.Throw("The assembly is a component of a composite ReadyToRun image.");
        }

        if ((readyToRun & ReadyToRunStrippedBodies) != 0)
        {
            BadImage.Throw("The assembly holds no IL: it was stripped after native compilation.");
        }

        uint sections = native.U32(12);
        for (uint i = 0, at = ReadyToRunHeaderSize; i < sections; i++, at += ReadyToRunSectionSize)
        {
            if (native.U32(at) == ReadyToRunComponentAssemblies)
            {
                BadImage.Throw("The file is a composite ReadyToRun image: it holds the native code of other assemblies, and no IL.");
            }
        }
    }
}
