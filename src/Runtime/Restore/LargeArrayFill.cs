namespace Imaging.Restore;

/// <summary>Fills a large array of structures or references, block by block.</summary>
internal sealed unsafe class LargeArrayFill : SharedWork
{
    private const int PieceBlocks = 16;
    private const long PieceElements = PieceBlocks * UnitFiller.BlockElements;

    private readonly UnitFiller _filler;
    private readonly byte* _source;
    private readonly long _length;
    private readonly MainRun _run;
    private readonly bool[] _isLeft;
    private bool? _isConst;

    /// <param name="filler">Fills blocks.</param>
    /// <param name="array">The array.</param>
    /// <param name="source">Its elements in the image.</param>
    /// <param name="length">How many.</param>
    /// <param name="run">The run that it belongs to.</param>
    internal LargeArrayFill(UnitFiller filler, object array, byte* source, long length, MainRun run)
        : base((uint)((length + PieceElements - 1) / PieceElements))
    {
        _filler = filler;
        Array = array;
        _source = source;
        _length = length;
        _run = run;
        _isLeft = new bool[(length + UnitFiller.BlockElements - 1) / UnitFiller.BlockElements];
    }

    internal object Array { get; }

    /// <summary>Fills what is left of the array, also the blocks that the restoring thread alone may fill.</summary>
    /// <returns>Whether there were no such blocks: all references are to frozen objects.</returns>
    internal bool FinishAll()
    {
        Finish();
        return _isConst ??= FillRest();
    }

    private bool FillRest()
    {
        bool isConst = true;
        SlotCheck[] slots = _run.Slots();
        for (long block = 0; block < _isLeft.Length; block++)
        {
            if (_isLeft[block])
            {
                isConst = false;
                _filler.FillBlock(Array, _source, block * UnitFiller.BlockElements, CountOf(block), _run.ItemBytes, slots);
            }
        }

        return isConst;
    }

    private protected override void Do(uint piece)
    {
        SlotCheck[] slots = _run.Slots();
        long end = Math.Min((piece + 1L) * PieceBlocks, _isLeft.Length);
        for (long block = (long)piece * PieceBlocks; block < end; block++)
        {
            _isLeft[block] = !_filler.TryFillBlock(Array, _source, block * UnitFiller.BlockElements, CountOf(block), _run.ItemBytes, slots);
        }
    }

    private int CountOf(long block) => (int)Math.Min(UnitFiller.BlockElements, _length - (block * UnitFiller.BlockElements));
}
