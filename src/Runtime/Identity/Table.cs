namespace Imaging.Identity;

/// <summary>The numbers of the metadata tables that need more than their schema.</summary>
internal static class Table
{
    public const int Module = 0x00;
    public const int TypeRef = 0x01;
    public const int TypeDef = 0x02;
    public const int Field = 0x04;
    public const int MethodDef = 0x06;
    public const int MemberRef = 0x0A;
    public const int CustomAttribute = 0x0C;
    public const int ClassLayout = 0x0F;
    public const int TypeSpec = 0x1B;
    public const int FieldRva = 0x1D;
    public const int Assembly = 0x20;
    public const int ManifestResource = 0x28;

    /// <summary>The type definition that holds what a module has outside of types.</summary>
    public const uint RowOfGlobalMembers = 1;

    /// <summary>One more than the last table that holds code; those of portable PDBs come later.</summary>
    public const int Count = 0x2D;

    public const int FirstOfPortablePdb = 0x30;
    public const int CountWithPortablePdb = 0x38;

    /// <summary>Field, method, parameter, event and property pointers and the log and map of edits: only in assemblies that are being edited.</summary>
    public const ulong OnlyWhileEdited = 1UL << 0x03 | 1UL << 0x05 | 1UL << 0x07 | 1UL << 0x13 | 1UL << 0x16 | 1UL << 0x1E | 1UL << 0x1F;
}
