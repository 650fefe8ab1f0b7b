namespace Imaging.Restore;

/// <summary>Fills a large array of structures or references, block by block.</summary>
internal sealed unsafe class LargeArrayFill : SharedWork
{
    private const int PieceBlocks = 16;
    private const long PieceElements = PieceBlocks * UnitFiller.BlockElements;

    private readonly UnitFiller _filler;
    private readonly object _array;
    private readonly byte* _source;
    private readonly long _length;
    private readonly MainRun _run;
    private readonly bool[] _isLeft;

    /// <param name="filler">Fills blocks.</param>
    /// <param name="array">The array.</param>
    /// <param name="source">Its elements in the image.</param>
    /// <param name="length">How many.</param>
    /// <param name="run">The run that it belongs to.</param>
    internal LargeArrayFill(UnitFiller filler, object array, byte* source, long length, MainRun run)
        : base((uint)((length + PieceElements - 1) / PieceElements))
    {
        _filler = filler;
        _array = array;
        _source = source;
        _length = length;
        _run = run;
        _isLeft = new bool[(length + UnitFiller.BlockElements - 1) / UnitFiller.BlockElements];
    }

    /// <summary>Fills the blocks that the restoring thread alone may fill.</summary>
    internal void FillRest()
    {
        SlotCheck[] slots = _run.Slots();
        for (long block = 0; block < _isLeft.Length; block++)
        {
            if (_isLeft[block])
            {
                _filler.FillBlock(_array, _source, block * UnitFiller.BlockElements, CountOf(block), _run.ItemBytes, slots);
            }
        }
    }

    private protected override void Do(uint piece)
    {
        SlotCheck[] slots = _run.Slots();
        long end = Math.Min((piece + 1L) * PieceBlocks, _isLeft.Length);
        for (long block = (long)piece * PieceBlocks; block < end; block++)
        {
            _isLeft[block] = !_filler.TryFillBlock(_array, _source, block * UnitFiller.BlockElements, CountOf(block), _run.ItemBytes, slots);
        }
    }

    private int CountOf(long block) => (int)Math.Min(UnitFiller.BlockElements, _length - (block * UnitFiller.BlockElements));
}
