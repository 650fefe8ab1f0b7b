using System.Runtime.CompilerServices;
using Imaging.Files;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>
/// The const section placed in memory: run by run, each as a frozen segment, or copied to the heap where the
/// collector takes none or the types can be unloaded.
/// </summary>
internal sealed unsafe partial class ConstObjects
{
    private const int HeaderBytes = 8;

    // No object is smaller, so no two begin in the same part of this length.
    private const int SmallestBytes = 24;

    // A word of starts is for this many bits of an offset.
    private const int StartsShift = 9;

    // A smaller section is copied sooner than the collector's entry point is found.
    private const nuint FreezeFrom = 32 << 10;

    private readonly ImageView _image;
    private readonly FileMemory _memory;
    private readonly bool _mayFreeze;
    private readonly Type?[] _types;
    private readonly ulong[] _starts;
    private object?[]? _heapObjects;
    private readonly StringsAhead? _stringsAhead;
    private bool _isFrozen;

    /// <param name="file">The image.</param>
    /// <param name="mayFreeze">Whether frozen segments may hold objects of the package's types.</param>
    internal ConstObjects(ImageFile file, bool mayFreeze)
    {
        _image = file.View;
        _memory = file.Constants;
        _mayFreeze = mayFreeze && _memory.Length >= FreezeFrom;
        _types = new Type?[_image.ConstRuns.Count];
        _starts = new ulong[(_image.ConstLength / 8 / 64) + 1];
        _stringsAhead = _mayFreeze && _image.ConstLength >= SecondThread.WorthFrom ? StringsAhead.Of(_image, this) : null;
    }

    /// <summary>Whether const objects are in the memory that the image was read into.</summary>
    internal bool AreFrozen { get; private set; }

    /// <summary>Finds out where they are to be, before any but strings are placed. Takes a while at first.</summary>
    internal void ChooseMemory() => AreFrozen = _mayFreeze && FrozenSegments.IsSupported;

    /// <summary>Address of the word before the first object.</summary>
    internal byte* Start => _memory.Start;

    /// <summary>One bit for every eight bytes of the section: whether an object's header begins there.</summary>
    internal ulong[] Starts => _starts;

    /// <summary>Checks that an object begins at an offset and fits the place, whose known run is then this object's.</summary>
    /// <exception cref="ImageFormatException">None does.</exception>
    internal void Check(ulong offset, ref SlotCheck slot)
    {
        Type? type = RunAt(offset, out ulong start, out ulong length);
        if (type is null || !IsStart(offset) || !slot.Declared.IsAssignableFrom(type))
        {
            ImageFormatException.Throw($"a reference to {type?.ToString() ?? "no object"} in a place for {slot.Declared}");
        }

        (slot.ConstStart, slot.ConstLength) = (start, length);
    }

    /// <summary>The run that an offset lies in, if its type was placed.</summary>
    internal Type? RunAt(ulong offset, out ulong start, out ulong length)
    {
        for (uint i = 0; i < _image.ConstRuns.Count; i++)
        {
            ref readonly RawConstRun run = ref _image.ConstRuns[i];
            if (offset - run.Offset < run.Length)
            {
                (start, length) = (run.Offset, run.Length);
                return _types[i];
            }
        }

        (start, length) = (0, 0);
        return null;
    }

    /// <summary>Whether an object's header lies at an offset inside the section.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsStart(ulong offset) => (offset & 7) == 0 && (_starts[offset >> StartsShift] & (1UL << (int)(offset >> 3))) != 0;

    /// <summary>Gives the section back where it was copied from, or where nothing of it is used.</summary>
    internal void Free()
    {
        if (!_isFrozen)
        {
            _memory.Free();
        }
    }

    /// <summary>The object whose header lies at an offset.</summary>
    internal object At(ulong offset)
    {
        if (_heapObjects is not null)
        {
            return _heapObjects[offset / SmallestBytes]!;
        }

        byte* address = _memory.Start + offset + HeaderBytes;
        return Unsafe.As<IntPtr, object>(ref *(IntPtr*)&address);
    }

    private bool LiesInSection(in RawConstRun run) =>
        run.Offset <= _image.ConstLength && run.Length <= _image.ConstLength - run.Offset && (run.Offset & 7) == 0 && (run.Length & 7) == 0;
}
