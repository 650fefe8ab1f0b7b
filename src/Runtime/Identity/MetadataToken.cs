namespace Imaging.Identity;

/// <summary>A metadata token: the number of a table, and of a row in it.</summary>
internal static class MetadataToken
{
    private const int TableShift = 24;
    private const uint RowMask = (1u << TableShift) - 1;

    internal static uint Of(int table, uint row) => ((uint)table << TableShift) | row;

    internal static int TableOf(uint token) => (int)(token >> TableShift);

    internal static uint RowOf(uint token) => token & RowMask;
}
