using System.Reflection.Metadata;
using Imaging.Identity;

namespace Imaging.Restore;

/// <summary>
/// Finds a private static method of the core library in its metadata as it lies in memory. Reflection's search by name
/// starts the framework's text decoder, which takes longer than restoring a small root.
/// </summary>
internal static unsafe class CoreLibraryMethod
{
    private const uint MethodDefToken = 0x0600_0000;
    private const uint StaticFlag = 0x0010;

    /// <param name="declaringType">A type of the namespace <c>System</c>.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="signature">The method's signature, as metadata encodes it.</param>
    /// <returns>Its entry point; <see langword="null"/> where there is no such method.</returns>
    internal static void* Find(string declaringType, string name, ReadOnlySpan<byte> signature)
    {
        if (!typeof(object).Assembly.TryGetRawMetadata(out byte* start, out int length))
        {
            return null;
        }

        var root = new MetadataRoot(new ByteRegion(start, (uint)length));
        uint method = FindRow(new MetadataTables(root.Tables), new MetadataHeaps(root), declaringType, name, signature);
        return method == 0
            ? null
            : (void*)typeof(object).Module.ModuleHandle.ResolveMethodHandle((int)(MethodDefToken | method)).GetFunctionPointer();
    }

    private static uint FindRow(MetadataTables tables, in MetadataHeaps heaps, string declaringType, string name, ReadOnlySpan<byte> signature)
    {
        uint strings = tables.Width(Column.StringIndex);
        uint methodList = 4 + (2 * strings) + tables.Width(Column.TypeDefOrRef) + tables.Width(Table.Field);
        for (uint type = 1; type <= tables.Rows(Table.TypeDef); type++)
        {
            ByteRegion row = tables.Row(Table.TypeDef, type);
            if (!heaps.String(row.Index(4, strings)).Is(declaringType) || !heaps.String(row.Index(4 + strings, strings)).Is("System"))
            {
                continue;
            }

            uint end = type < tables.Rows(Table.TypeDef)
                ? tables.Row(Table.TypeDef, type + 1).Index(methodList, tables.Width(Table.MethodDef))
                : tables.Rows(Table.MethodDef) + 1;
            for (uint method = row.Index(methodList, tables.Width(Table.MethodDef)); method < end; method++)
            {
                ByteRegion candidate = tables.Row(Table.MethodDef, method);
                if ((candidate.U16(6) & StaticFlag) != 0
                    && heaps.String(candidate.Index(8, strings)).Is(name)
                    && IsEqual(heaps.Blob(candidate.Index(8 + strings, tables.Width(Column.BlobIndex))), signature))
                {
                    return method;
                }
            }
        }

        return 0;
    }

    private static bool IsEqual(ByteRegion blob, ReadOnlySpan<byte> signature)
    {
        if (blob.Length != (uint)signature.Length)
        {
            return false;
        }

        for (int i = 0; i < signature.Length; i++)
        {
            if (blob.Start[i] != signature[i])
            {
                return false;
            }
        }

        return true;
    }
}
