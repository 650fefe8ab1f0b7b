using System.Runtime.CompilerServices;

namespace Imaging.Identity;

/// <summary>
/// How the rows of a table are visited: a list of pieces, each a number of bytes that are canonical as they are, or
/// the kind of a column (0x80 and up) that is not. Indexes into tables are canonical as they are: their width follows
/// from the numbers of rows, which are part of the stream.
/// </summary>
internal static unsafe class RowPlan
{
    public static bool IsPlain(byte piece) => piece < Column.U2;

    /// <returns>How many pieces there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Make(int table, MetadataTables tables, byte* pieces)
    {
        int count = 0;
        foreach (byte column in TableSchema.ColumnsOf(table))
        {
            if (column > Column.U4)
            {
                pieces[count++] = column;
            }
            else if (count != 0 && IsPlain(pieces[count - 1]))
            {
                pieces[count - 1] += (byte)tables.Width(column);
            }
            else
            {
                pieces[count++] = (byte)tables.Width(column);
            }
        }

        return count;
    }
}
