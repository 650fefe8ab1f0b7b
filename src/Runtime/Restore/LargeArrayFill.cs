namespace Imaging.Restore;

/// <summary>Fills a large array of structures or references, block by block.</summary>
internal abstract unsafe class LargeArrayFill : SharedWork
{
    private readonly UnitFiller _filler;
    private readonly MainRun _run;
    private readonly Block?[] _left;
    private volatile bool _refersToOthers;
    private bool _isFinished;

    /// <param name="filler">Fills blocks.</param>
    /// <param name="array">The array.</param>
    /// <param name="source">Where its elements are in the main section.</param>
    /// <param name="run">The run that it belongs to.</param>
    /// <param name="pieces">How many pieces it is filled in.</param>
    private protected LargeArrayFill(UnitFiller filler, object array, byte* source, MainRun run, uint pieces)
        : base(pieces)
    {
        _filler = filler;
        Array = array;
        Source = source;
        _run = run;
        _left = new Block?[pieces];
    }

    internal object Array { get; }

    private protected byte* Source { get; }

    /// <summary>The second thread was told of it.</summary>
    internal bool IsShared { get; set; }

    private protected int ElementBytes => _run.ItemBytes;

    /// <summary>Fills what is left of the array, also the blocks that the restoring thread alone may fill.</summary>
    /// <returns>Whether all references are to frozen objects.</returns>
    internal bool FinishAll()
    {
        Finish();
        if (!_isFinished)
        {
            _isFinished = true;
            FillRest();
        }

        return !_refersToOthers;
    }

    /// <summary>Fills elements of a piece, on any thread.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="first">Its first element.</param>
    /// <param name="count">How many.</param>
    /// <param name="elements">Where they are.</param>
    private protected void Fill(uint piece, long first, long count, byte* elements)
    {
        SlotCheck[] slots = _run.Slots();
        Block? left = null;
        for (long block = 0; block < count; block += UnitFiller.BlockElements)
        {
            int length = (int)Math.Min(UnitFiller.BlockElements, count - block);
            byte* source = elements + (block * ElementBytes);
            if (!_filler.TryFillBlock(Array, first + block, length, source, ElementBytes, slots, out bool areConst))
            {
                areConst = false;
                left = new Block(first + block, length, left);
                Keep(first + block, length, source);
            }

            if (!areConst)
            {
                _refersToOthers = true;
            }
        }

        _left[piece] = left;
    }

    // Elsewhere than in the main section they are overwritten.
    private void Keep(long first, int count, byte* elements)
    {
        byte* kept = Source + (first * ElementBytes);
        if (elements != kept)
        {
            Buffer.MemoryCopy(elements, kept, (long)count * ElementBytes, (long)count * ElementBytes);
        }
    }

    private void FillRest()
    {
        SlotCheck[] slots = _run.Slots();
        foreach (Block? last in _left)
        {
            for (Block? block = last; block is not null; block = block.Before)
            {
                _filler.FillBlock(Array, block.First, block.Count, Source + (block.First * ElementBytes), ElementBytes, slots);
            }
        }
    }

    // A list, not an array of structures: the framework's way to lengthen one is not compiled ahead of time.
    private sealed class Block(long first, int count, Block? before)
    {
        internal long First { get; } = first;

        internal int Count { get; } = count;

        internal Block? Before { get; } = before;
    }
}
