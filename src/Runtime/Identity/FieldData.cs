namespace Imaging.Identity;

/// <summary>How many bytes of initial data a field has.</summary>
internal static class FieldData
{
    private const byte FieldSignature = 0x06;
    private const byte RequiredModifier = 0x1F;
    private const byte OptionalModifier = 0x20;
    private const byte ValueType = 0x11;

    public static uint Size(MetadataTables tables, in MetadataHeaps heaps, uint field)
    {
        ByteRegion row = tables.Row(Table.Field, field);
        uint blobAt = 2 + tables.Width(Column.StringIndex);
        ByteRegion signature = heaps.Blob(row.Index(blobAt, tables.Width(Column.BlobIndex)));

        uint at = 1;
        if (signature.U8(0) != FieldSignature)
        {
            BadImage.Throw("A field has a malformed signature.");
        }

        byte type = signature.U8(at++);
        while (type is RequiredModifier or OptionalModifier)
        {
            CompressedInteger.Read(signature, ref at);
            type = signature.U8(at++);
        }

        switch (type)
        {
            case 0x02 or 0x04 or 0x05: // bool, sbyte, byte
                return 1;
            case 0x03 or 0x06 or 0x07: // char, short, ushort
                return 2;
            case 0x08 or 0x09 or 0x0C: // int, uint, float
                return 4;
            case 0x0A or 0x0B or 0x0D: // long, ulong, double
                return 8;
            case ValueType:
                uint token = CompressedInteger.Read(signature, ref at);
                return (token & 3) == 0 ? ClassSize(tables, token >> 2) : Unknown();
            default:
                return Unknown();
        }
    }

    private static uint ClassSize(MetadataTables tables, uint type)
    {
        // Sorted by its last column, as the runtime relies on.
        uint low = 1;
        uint high = tables.Rows(Table.ClassLayout);
        while (low <= high)
        {
            uint middle = low + (high - low) / 2;
            ByteRegion row = tables.Row(Table.ClassLayout, middle);
            uint parent = row.Index(6, row.Length - 6);
            if (parent == type)
            {
                uint size = row.U32(2);
                return size != 0 ? size : Unknown();
            }

            if (parent < type)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return Unknown();
    }

    private static uint Unknown()
    {
        BadImage.Throw("A field has initial data, but its type does not tell how much.");
        return 0;
    }
}
