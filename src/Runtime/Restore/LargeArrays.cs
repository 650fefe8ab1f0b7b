using Imaging.Format;

namespace Imaging.Restore;

/// <summary>
/// The large arrays of a unit, which are filled while hash tables are made again: the second thread fills, while the restoring
/// one runs the hash functions of the program, which it cannot share.
/// </summary>
/// <param name="file">The image.</param>
internal sealed unsafe class LargeArrays(ImageFile file)
{
    // Less is filled before another thread has come.
    private const ulong SharedFrom = 256 << 10;

    private LargeArrayFill[] _fills = [];

    /// <summary>Lets the second thread begin to fill an array, if it is large. To be asked for all arrays, in order.</summary>
    /// <param name="filler">Fills blocks.</param>
    /// <param name="array">The array.</param>
    /// <param name="source">Where its elements are in the main section.</param>
    /// <param name="length">How many.</param>
    /// <param name="run">The run that it belongs to.</param>
    /// <returns><see langword="false"/> for one that is not large.</returns>
    /// <exception cref="ImageFormatException">The pieces of its elements are damaged.</exception>
    internal bool TryAdd(UnitFiller filler, object array, byte* source, long length, MainRun run)
    {
        ulong bytes = (ulong)length * (ulong)run.ItemBytes;
        (uint First, uint Count) pieces = file.Elements?.Take((ulong)(source - file.View.Main), bytes, (uint)run.ItemBytes) ?? default;
        if (pieces.Count == 0 && bytes < SharedFrom)
        {
            return false;
        }

        LargeArrayFill fill = pieces.Count > 0
            ? new StreamedArrayFill(file, filler, array, source, pieces, run)
            : new StoredArrayFill(filler, array, source, length, run);
        _fills = [.. _fills, fill];

        // A capture notes what it meets, on its own thread.
        if (!CaptureSession.IsActive)
        {
            SecondThread.Share(fill);
        }

        return true;
    }

    /// <summary>Checks that nothing is left unread.</summary>
    /// <exception cref="ImageFormatException">Something is that belongs to no array.</exception>
    internal void RequireAll() => file.Elements?.RequireAll();

    /// <summary>Fills the rest of an array, if it is one of these.</summary>
    /// <returns>Whether it is, and refers to nothing but frozen objects, which have been complete for long.</returns>
    internal bool TryFinish(object? array)
    {
        foreach (LargeArrayFill fill in _fills)
        {
            if (ReferenceEquals(fill.Array, array))
            {
                return fill.FinishAll();
            }
        }

        return false;
    }

    /// <summary>Fills the rest of all.</summary>
    internal void Finish()
    {
        foreach (LargeArrayFill fill in _fills)
        {
            fill.FinishAll();
        }

        _fills = [];
    }

    /// <summary>Leaves out what is not begun, and waits for the rest: what they are filled from is given back then.</summary>
    internal void Abandon()
    {
        foreach (LargeArrayFill fill in _fills)
        {
            fill.Abandon();
        }
    }
}
