using static Imaging.Identity.Column;

namespace Imaging.Identity;

/// <summary>The columns of every metadata table (ECMA-335, II.22).</summary>
internal static class TableSchema
{
    public const int MaxColumns = 9;

    // Of each table, how many columns it has and which. One list: the runtime has a type to load for each size of constant data.
    private static ReadOnlySpan<byte> Tables =>
    [
        /* 00 Module */ 5, U2, StringIndex, GuidIndex, GuidIndex, GuidIndex,
        /* 01 TypeRef */ 3, ResolutionScope, StringIndex, StringIndex,
        /* 02 TypeDef */ 6, U4, StringIndex, StringIndex, TypeDefOrRef, Table.Field, Table.MethodDef,
        /* 03 */ 0,
        /* 04 Field */ 3, U2, StringIndex, BlobIndex,
        /* 05 */ 0,
        /* 06 MethodDef */ 6, BodyAddress, U2, U2, StringIndex, BlobIndex, 0x08,
        /* 07 */ 0,
        /* 08 */ 3, U2, U2, StringIndex,
        /* 09 */ 2, Table.TypeDef, TypeDefOrRef,
        /* 0A MemberRef */ 3, MemberRefParent, StringIndex, BlobIndex,
        /* 0B */ 3, U2, HasConstant, BlobIndex,
        /* 0C CustomAttribute */ 3, HasCustomAttribute, CustomAttributeType, AttributeValue,
        /* 0D */ 2, HasFieldMarshal, BlobIndex,
        /* 0E */ 3, U2, HasDeclSecurity, BlobIndex,
        /* 0F ClassLayout */ 3, U2, U4, Table.TypeDef,
        /* 10 */ 2, U4, Table.Field,
        /* 11 */ 1, BlobIndex,
        /* 12 */ 2, Table.TypeDef, 0x14,
        /* 13 */ 0,
        /* 14 */ 3, U2, StringIndex, TypeDefOrRef,
        /* 15 */ 2, Table.TypeDef, 0x17,
        /* 16 */ 0,
        /* 17 */ 3, U2, StringIndex, BlobIndex,
        /* 18 */ 3, U2, Table.MethodDef, HasSemantics,
        /* 19 */ 3, Table.TypeDef, MethodDefOrRef, MethodDefOrRef,
        /* 1A */ 1, StringIndex,
        /* 1B */ 1, BlobIndex,
        /* 1C */ 4, U2, MemberForwarded, StringIndex, 0x1A,
        /* 1D FieldRva */ 2, DataAddress, Table.Field,
        /* 1E */ 0,
        /* 1F */ 0,
        /* 20 Assembly */ 9, U4, U2, U2, U2, U2, U4, BlobIndex, StringIndex, StringIndex,
        /* 21 */ 1, U4,
        /* 22 */ 3, U4, U4, U4,
        /* 23 */ 9, U2, U2, U2, U2, U4, BlobIndex, StringIndex, StringIndex, BlobIndex,
        /* 24 */ 2, U4, 0x23,
        /* 25 */ 4, U4, U4, U4, 0x23,
        /* 26 */ 3, U4, StringIndex, BlobIndex,
        /* 27 */ 5, U4, U4, StringIndex, StringIndex, Implementation,
        /* 28 ManifestResource */ 4, ResourceOffset, U4, StringIndex, Implementation,
        /* 29 */ 2, Table.TypeDef, Table.TypeDef,
        /* 2A */ 4, U2, U2, TypeOrMethodDef, StringIndex,
        /* 2B */ 2, MethodDefOrRef, BlobIndex,
        /* 2C */ 2, 0x2A, TypeDefOrRef,
    ];

    public static ReadOnlySpan<byte> ColumnsOf(int table)
    {
        int at = 0;
        for (int before = 0; before < table; before++)
        {
            at += 1 + Tables[at];
        }

        return Tables.Slice(at + 1, Tables[at]);
    }
}
