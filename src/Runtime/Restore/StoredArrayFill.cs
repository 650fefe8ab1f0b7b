namespace Imaging.Restore;

/// <summary>Fills an array from the main section in memory.</summary>
internal sealed unsafe class StoredArrayFill(UnitFiller filler, object array, byte* source, long length, MainRun run)
    : LargeArrayFill(filler, array, source, run, (uint)((length + PieceElements - 1) / PieceElements))
{
    private const long PieceElements = 16 * UnitFiller.BlockElements;

    private protected override void Do(uint piece)
    {
        long first = piece * PieceElements;
        Fill(piece, first, Math.Min(PieceElements, length - first), Source + (first * ElementBytes));
    }
}
