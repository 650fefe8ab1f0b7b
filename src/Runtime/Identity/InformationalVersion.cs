using System.Runtime.CompilerServices;

namespace Imaging.Identity;

/// <summary>Finds the attribute that holds the commit of a build, and so changes without the code.</summary>
internal static class InformationalVersion
{
    private const uint ParentIsAssembly = 14;
    private const uint ConstructorIsMemberRef = 3;
    private const uint ClassIsTypeRef = 1;

    /// <param name="row">A row of the table of custom attributes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsValueOf(ByteRegion row, MetadataTables tables, in MetadataHeaps heaps)
    {
        uint parentWidth = tables.Width(Column.HasCustomAttribute);
        uint parent = row.Index(0, parentWidth);
        if ((parent & 0x1F) != ParentIsAssembly)
        {
            return false;
        }

        uint constructor = row.Index(parentWidth, tables.Width(Column.CustomAttributeType));
        if ((constructor & 7) != ConstructorIsMemberRef)
        {
            return false;
        }

        ByteRegion member = tables.Row(Table.MemberRef, constructor >> 3);
        uint type = member.Index(0, tables.Width(Column.MemberRefParent));
        if ((type & 7) != ClassIsTypeRef)
        {
            return false;
        }

        ByteRegion reference = tables.Row(Table.TypeRef, type >> 3);
        uint stringWidth = tables.Width(Column.StringIndex);
        uint nameAt = tables.Width(Column.ResolutionScope);
        return heaps.String(reference.Index(nameAt, stringWidth)).Is("AssemblyInformationalVersionAttribute")
            && heaps.String(reference.Index(nameAt + stringWidth, stringWidth)).Is("System.Reflection");
    }
}
