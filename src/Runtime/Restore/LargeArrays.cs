namespace Imaging.Restore;

/// <summary>
/// The large arrays of a unit, which are filled while hash tables are made again: the second thread fills, while the restoring
/// one runs the hash functions of the program, which it cannot share.
/// </summary>
internal sealed class LargeArrays
{
    // Most units have none, and need not load the type of an empty array.
    private LargeArrayFill[]? _fills;

    /// <summary>Lets the second thread begin with one more.</summary>
    internal void Add(LargeArrayFill fill)
    {
        _fills = _fills is null ? [fill] : [.. _fills, fill];

        // A capture notes what it meets, on its own thread.
        if (!CaptureSession.IsActive)
        {
            SecondThread.Share(fill);
        }
    }

    /// <summary>Fills the rest of an array, if it is one of these.</summary>
    /// <returns>Whether it is, and refers to nothing but frozen objects, which have been complete for long.</returns>
    internal bool TryFinish(object? array)
    {
        for (int i = 0; i < _fills?.Length; i++)
        {
            LargeArrayFill fill = _fills[i];
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
        for (int i = 0; i < _fills?.Length; i++)
        {
            _fills[i].FinishAll();
        }

        _fills = null;
    }

    /// <summary>Leaves out what is not begun, and waits for the rest: what they are filled from is given back then.</summary>
    internal void Abandon()
    {
        for (int i = 0; i < _fills?.Length; i++)
        {
            _fills[i].Abandon();
        }
    }
}
