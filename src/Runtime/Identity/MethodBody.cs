using System.Runtime.CompilerServices;

namespace Imaging.Identity;

/// <summary>The extent of a method body (ECMA-335, II.25.4).</summary>
internal static class MethodBody
{
    private const uint TinyFormat = 2;
    private const uint FatFormat = 3;
    private const uint MoreSections = 0x8;
    private const uint MinFatHeaderSize = 12;
    private const uint ExceptionSection = 0x01;
    private const uint FatSection = 0x40;
    private const uint MoreSectionsAfterThis = 0x80;

    /// <summary>Header and code of the body at the start of a region.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteRegion HeaderAndCode(ByteRegion at, out bool hasSections)
    {
        uint first = at.U8(0);
        hasSections = false;
        if ((first & 3) == TinyFormat)
        {
            return at.Slice(0, 1 + (first >> 2));
        }

        uint headerSize = (uint)(at.U16(0) >> 12) * 4;
        if ((first & 7) != FatFormat || headerSize < MinFatHeaderSize)
        {
            BadImage.Throw("A method body has a malformed header.");
        }

        hasSections = (first & MoreSections) != 0;
        uint codeSize = at.U32(4);
        if (codeSize > int.MaxValue)
        {
            BadImage.ThrowOutOfBounds();
        }

        return at.Slice(0, headerSize + codeSize);
    }

    /// <summary>The section of exception clauses at the start of a region; <paramref name="next"/> is the distance to the following one, or 0.</summary>
    public static ByteRegion Section(ByteRegion at, out uint next)
    {
        uint kind = at.U8(0);
        bool fat = (kind & FatSection) != 0;
        uint size = fat ? at.U32(0) >> 8 : at.U8(1);
        if (size < 4)
        {
            BadImage.Throw("A method body has a malformed section.");
        }

        next = (kind & MoreSectionsAfterThis) != 0 ? size : 0;

        // Some compilers leave the section's own header out of its size; the runtime counts whole clauses.
        uint clause = fat ? 24u : 12u;
        uint covered = (kind & ~(FatSection | MoreSectionsAfterThis)) == ExceptionSection ? 4 + size / clause * clause : size;
        return at.Slice(0, covered);
    }
}
