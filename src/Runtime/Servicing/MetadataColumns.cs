using Imaging.Identity;

namespace Imaging.Servicing;

/// <summary>The columns of metadata rows, by number.</summary>
internal sealed class MetadataColumns(MetadataTables tables)
{
    private readonly uint[]?[] _offsets = new uint[]?[Table.Count];

    /// <summary>A column of a row; indexes into tables and heaps stand as they are.</summary>
    internal uint Value(int table, uint row, int column)
    {
        uint[] offsets = _offsets[table] ??= OffsetsOf(table);
        ByteRegion content = tables.Row(table, row);
        return offsets[column + 1] - offsets[column] == sizeof(uint) ? content.U32(offsets[column]) : content.U16(offsets[column]);
    }

    internal uint Rows(int table) => tables.Rows(table);

    /// <summary>The last row whose column is not greater than a value, in a table that ascends by it; 0 for none.</summary>
    internal uint LastNotAbove(int table, int column, uint value)
    {
        uint low = 0;
        uint high = Rows(table);
        while (low < high)
        {
            uint middle = low + ((high - low + 1) / 2);
            if (Value(table, middle, column) <= value)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    private uint[] OffsetsOf(int table)
    {
        ReadOnlySpan<byte> columns = TableSchema.ColumnsOf(table);
        var offsets = new uint[columns.Length + 1];
        for (int i = 0; i < columns.Length; i++)
        {
            offsets[i + 1] = offsets[i] + tables.Width(columns[i]);
        }

        return offsets;
    }
}
