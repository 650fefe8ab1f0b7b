using System.Runtime.CompilerServices;

namespace Imaging.Identity;

/// <summary>
/// The kinds of column: the numbers below 0x40 are indexes into the table of that number, those from
/// <see cref="TypeDefOrRef"/> on are coded indexes, those from <see cref="U2"/> on are the rest.
/// </summary>
internal static class Column
{
    public const byte TypeDefOrRef = 0x40;
    public const byte HasConstant = 0x41;
    public const byte HasCustomAttribute = 0x42;
    public const byte HasFieldMarshal = 0x43;
    public const byte HasDeclSecurity = 0x44;
    public const byte MemberRefParent = 0x45;
    public const byte HasSemantics = 0x46;
    public const byte MethodDefOrRef = 0x47;
    public const byte MemberForwarded = 0x48;
    public const byte Implementation = 0x49;
    public const byte CustomAttributeType = 0x4A;
    public const byte ResolutionScope = 0x4B;
    public const byte TypeOrMethodDef = 0x4C;

    public const byte U2 = 0x80;
    public const byte U4 = 0x81;
    public const byte StringIndex = 0x82;
    public const byte GuidIndex = 0x83;
    public const byte BlobIndex = 0x84;

    // The columns whose value is not canonical, but what it stands for is.
    public const byte BodyAddress = 0x85;
    public const byte DataAddress = 0x86;
    public const byte ResourceOffset = 0x87;
    public const byte AttributeValue = 0x88;

    /// <summary>How many low bits of a coded index tell the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TagBits(byte coded) => coded switch
    {
        HasFieldMarshal or HasSemantics or MethodDefOrRef or MemberForwarded or TypeOrMethodDef => 1,
        TypeDefOrRef or HasConstant or HasDeclSecurity or Implementation or ResolutionScope => 2,
        MemberRefParent or CustomAttributeType => 3,
        _ => 5,
    };

    /// <summary>The tables that a coded index can lead to, as bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Targets(byte coded) => coded switch
    {
        TypeDefOrRef => 1UL << 0x02 | 1UL << 0x01 | 1UL << 0x1B,
        HasConstant => 1UL << 0x04 | 1UL << 0x08 | 1UL << 0x17,
        HasFieldMarshal => 1UL << 0x04 | 1UL << 0x08,
        HasDeclSecurity => 1UL << 0x02 | 1UL << 0x06 | 1UL << 0x20,
        MemberRefParent => 1UL << 0x02 | 1UL << 0x01 | 1UL << 0x1A | 1UL << 0x06 | 1UL << 0x1B,
        HasSemantics => 1UL << 0x14 | 1UL << 0x17,
        MethodDefOrRef or CustomAttributeType => 1UL << 0x06 | 1UL << 0x0A,
        MemberForwarded => 1UL << 0x04 | 1UL << 0x06,
        Implementation => 1UL << 0x26 | 1UL << 0x23 | 1UL << 0x27,
        ResolutionScope => 1UL << 0x00 | 1UL << 0x1A | 1UL << 0x23 | 1UL << 0x01,
        TypeOrMethodDef => 1UL << 0x02 | 1UL << 0x06,
        _ => 1UL << 0x06 | 1UL << 0x04 | 1UL << 0x01 | 1UL << 0x02 | 1UL << 0x08 | 1UL << 0x09 | 1UL << 0x0A | 1UL << 0x00
            | 1UL << 0x0E | 1UL << 0x17 | 1UL << 0x14 | 1UL << 0x11 | 1UL << 0x1A | 1UL << 0x1B | 1UL << 0x20 | 1UL << 0x23
            | 1UL << 0x26 | 1UL << 0x27 | 1UL << 0x28 | 1UL << 0x2A | 1UL << 0x2C | 1UL << 0x2B,
    };
}
