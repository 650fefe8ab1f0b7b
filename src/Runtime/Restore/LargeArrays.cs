using System.Runtime.CompilerServices;
using Imaging.Format;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>
/// The large arrays of a unit, which are filled while hash tables are made again, and large tables, which are linked so: the
/// second thread does, while the restoring one runs the hash functions of the program, which it cannot share.
/// </summary>
/// <param name="reader">Reads the image.</param>
/// <param name="areOrdered">Whether it will be told which arrays are to be filled first.</param>
internal sealed unsafe class LargeArrays(PieceReader reader, bool areOrdered)
{
    // Less is filled before another thread has come.
    private const ulong SharedFrom = 256 << 10;

    private LargeArrayFill[]? _fills;
    private SharedWork[]? _links;

    internal bool HasAny => _fills is not null;

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
        return (reader.Elements is not null || bytes >= SharedFrom) && TryAdd(filler, array, source, length, bytes, run);
    }

    // Apart: most units have no large arrays, and need not load the types for them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryAdd(UnitFiller filler, object array, byte* source, long length, ulong bytes, MainRun run)
    {
        (uint First, uint Count) pieces = reader.Elements?.Take((ulong)(source - reader.Image.Main), bytes, (uint)run.ItemBytes) ?? default;
        if (pieces.Count == 0 && bytes < SharedFrom)
        {
            return false;
        }

        run.FindDeclaredTypes();
        LargeArrayFill fill = pieces.Count > 0
            ? new StreamedArrayFill(reader, filler, array, source, pieces, run)
            : new StoredArrayFill(filler, array, source, length, run);
        _fills = _fills is null ? [fill] : [.. _fills, fill];
        if (!areOrdered)
        {
            Share(fill);
        }

        return true;
    }

    /// <summary>Checks that nothing is left unread.</summary>
    /// <exception cref="ImageFormatException">Something is that belongs to no array.</exception>
    internal void RequireAll() => reader.Elements?.RequireAll();

    /// <summary>Lets the second thread begin with the arrays that an object refers to.</summary>
    internal void ShareThoseOf(object holder)
    {
        for (int i = 0; i < _fills?.Length; i++)
        {
            LargeArrayFill fill = _fills[i];
            if (RefersTo(holder, fill.Array))
            {
                Share(fill);
            }
        }
    }

    /// <summary>Lets the second thread begin with all arrays that it has not been told of.</summary>
    internal void ShareRest()
    {
        for (int i = 0; i < _fills?.Length; i++)
        {
            LargeArrayFill fill = _fills[i];
            Share(fill);
        }
    }

    /// <summary>Lets the second thread link a table: work that runs no foreign code, and that nobody waits for who is given nothing but keys.</summary>
    internal void Link(SharedWork table)
    {
        _links = _links is null ? [table] : [.. _links, table];
        SecondThread.Share(table);
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

    /// <summary>Does the rest of all.</summary>
    internal void Finish()
    {
        ShareRest();
        for (int i = 0; i < _fills?.Length; i++)
        {
            LargeArrayFill fill = _fills[i];
            fill.FinishAll();
        }

        for (int i = 0; i < _links?.Length; i++)
        {
            _links[i].Finish();
        }

        _fills = null;
        _links = null;
    }

    /// <summary>Leaves out what is not begun, and waits for the rest: what arrays are filled from is given back then.</summary>
    internal void Abandon()
    {
        for (int i = 0; i < _fills?.Length; i++)
        {
            LargeArrayFill fill = _fills[i];
            fill.Abandon();
        }

        for (int i = 0; i < _links?.Length; i++)
        {
            _links[i].Abandon();
        }
    }

    // A capture notes what it meets, on its own thread.
    private static void Share(LargeArrayFill fill)
    {
        if (!fill.IsShared && !CaptureSession.IsActive)
        {
            fill.IsShared = true;
            SecondThread.Share(fill);
        }
    }

    // By addresses, as they are at this moment: where the collector changes them, arrays are filled in another order.
    private static bool RefersTo(object holder, object array)
    {
        nint address = Unsafe.As<object, nint>(ref array);
        ref byte fields = ref MethodTableFacts.FieldsOf(holder);
        for (int at = 0; at < MethodTableFacts.Of(holder.GetType()).FieldBytes; at += sizeof(nint))
        {
            if (Unsafe.As<byte, nint>(ref Unsafe.AddByteOffset(ref fields, at)) == address)
            {
                return true;
            }
        }

        return false;
    }
}
