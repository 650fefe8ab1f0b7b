using static Imaging.Identity.Column;

namespace Imaging.Identity;

/// <summary>The columns of every metadata table (ECMA-335, II.22).</summary>
internal static class TableSchema
{
    public const int MaxColumns = 9;

    public static ReadOnlySpan<byte> ColumnsOf(int table) => table switch
    {
        Table.Module => [U2, StringIndex, GuidIndex, GuidIndex, GuidIndex],
        Table.TypeRef => [ResolutionScope, StringIndex, StringIndex],
        Table.TypeDef => [U4, StringIndex, StringIndex, TypeDefOrRef, Table.Field, Table.MethodDef],
        Table.Field => [U2, StringIndex, BlobIndex],
        Table.MethodDef => [BodyAddress, U2, U2, StringIndex, BlobIndex, 0x08],
        0x08 => [U2, U2, StringIndex],
        0x09 => [Table.TypeDef, TypeDefOrRef],
        Table.MemberRef => [MemberRefParent, StringIndex, BlobIndex],
        0x0B => [U2, HasConstant, BlobIndex],
        Table.CustomAttribute => [HasCustomAttribute, CustomAttributeType, AttributeValue],
        0x0D => [HasFieldMarshal, BlobIndex],
        0x0E => [U2, HasDeclSecurity, BlobIndex],
        Table.ClassLayout => [U2, U4, Table.TypeDef],
        0x10 => [U4, Table.Field],
        0x11 => [BlobIndex],
        0x12 => [Table.TypeDef, 0x14],
        0x14 => [U2, StringIndex, TypeDefOrRef],
        0x15 => [Table.TypeDef, 0x17],
        0x17 => [U2, StringIndex, BlobIndex],
        0x18 => [U2, Table.MethodDef, HasSemantics],
        0x19 => [Table.TypeDef, MethodDefOrRef, MethodDefOrRef],
        0x1A => [StringIndex],
        0x1B => [BlobIndex],
        0x1C => [U2, MemberForwarded, StringIndex, 0x1A],
        Table.FieldRva => [DataAddress, Table.Field],
        Table.Assembly => [U4, U2, U2, U2, U2, U4, BlobIndex, StringIndex, StringIndex],
        0x21 => [U4],
        0x22 => [U4, U4, U4],
        0x23 => [U2, U2, U2, U2, U4, BlobIndex, StringIndex, StringIndex, BlobIndex],
        0x24 => [U4, 0x23],
        0x25 => [U4, U4, U4, 0x23],
        0x26 => [U4, StringIndex, BlobIndex],
        0x27 => [U4, U4, StringIndex, StringIndex, Implementation],
        Table.ManifestResource => [ResourceOffset, U4, StringIndex, Implementation],
        0x29 => [Table.TypeDef, Table.TypeDef],
        0x2A => [U2, U2, TypeOrMethodDef, StringIndex],
        0x2B => [MethodDefOrRef, BlobIndex],
        0x2C => [0x2A, TypeDefOrRef],
        _ => [],
    };
}
