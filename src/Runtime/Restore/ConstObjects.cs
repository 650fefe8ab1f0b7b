using System.Runtime.CompilerServices;
using Imaging.Files;
using Imaging.Format;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>
/// The const section placed in memory: run by run, each as a frozen segment, or copied to the heap where the
/// collector takes none or the types can be unloaded.
/// </summary>
internal sealed unsafe class ConstObjects
{
    private const int HeaderBytes = 8;

    // No object is smaller, so no two begin in the same part of this length.
    private const int SmallestBytes = 24;
    private const int StringFixedBytes = 22;

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

    /// <summary>Places the strings in a piece of the section that was read, where they can be told already.</summary>
    /// <exception cref="ImageFormatException">They are damaged.</exception>
    internal void PlaceStringsAhead(ulong start, ulong end) => _stringsAhead?.Place(start, end);

    /// <summary>Places the objects of a type, once.</summary>
    /// <exception cref="ImageFormatException">The run is damaged.</exception>
    internal void Place(uint typeIndex, Type type)
    {
        for (uint i = 0; i < _image.ConstRuns.Count; i++)
        {
            ref readonly RawConstRun run = ref _image.ConstRuns[i];
            if (run.Type == typeIndex && _types[i] is null)
            {
                Place(i, run, type);
                _types[i] = type;
            }
        }
    }

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

    private void Place(uint index, in RawConstRun run, Type type)
    {
        MethodTableFacts facts = MethodTableFacts.Of(type);
        bool isPlacedAhead = _stringsAhead?.Run == index;
        if (facts.ContainsReferences || !LiesInSection(run) || (isPlacedAhead && type != typeof(string)))
        {
            ImageFormatException.Throw($"the const objects of {type}");
        }

        // Frozen memory is written here, before the collector knows of it, and never again.
        bool isPlaced = isPlacedAhead ? _stringsAhead!.IsComplete
            : !facts.HasComponents ? TryPlaceInstances(run, facts)
            : type == typeof(string) ? TryPlaceStrings(run.Offset, run.Offset + run.Length, out uint count) && count == run.Count
            : TryPlaceArrays(run, facts);
        if (!isPlaced)
        {
            ImageFormatException.Throw($"an object of {type} outside its run");
        }

        if (!AreFrozen)
        {
            CopyToHeap(run, type, facts);
        }
        else if (run.Length > 0)
        {
            Freeze(run);
        }
    }

    private void Freeze(in RawConstRun run)
    {
        _isFrozen = true;
        _memory.Keep();
        if (!FrozenSegments.Register(_memory.Start + run.Offset, (nuint)run.Length))
        {
            throw new RestoreException("the garbage collector took no frozen segment");
        }
    }

    private bool TryPlaceInstances(in RawConstRun run, in MethodTableFacts facts)
    {
        byte* at = _memory.Start + run.Offset;
        ulong size = (ulong)ImageFormat.Align(facts.BaseSize);
        if (run.Count * size != run.Length)
        {
            return false;
        }

        for (uint i = 0; i < run.Count; i++, at += size)
        {
            Begin(at, facts.Address);
        }

        return true;
    }

    /// <summary>Places the strings that a part of the section consists of. Several threads may place parts of their own.</summary>
    /// <returns><see langword="false"/> where it consists of something else.</returns>
    internal bool TryPlaceStrings(ulong start, ulong end, out uint count)
    {
        nint methodTable = MethodTableFacts.Of(typeof(string)).Address;
        byte* at = _memory.Start + start;
        ulong word = start >> StartsShift;
        ulong starts = 0;
        for (count = 0; start < end; count++)
        {
            uint length = end - start < StringFixedBytes + sizeof(char) ? uint.MaxValue : *(uint*)(at + (2 * HeaderBytes));
            long size = ImageFormat.Align(StringFixedBytes + ((long)length * sizeof(char)));
            if (length > int.MaxValue || (ulong)size > end - start || *(char*)(at + StringFixedBytes - sizeof(char) + ((long)length * sizeof(char))) != 0)
            {
                return false;
            }

            *(ulong*)at = 0;
            *(nint*)(at + HeaderBytes) = methodTable;
            if (start >> StartsShift != word)
            {
                Interlocked.Or(ref _starts[word], starts);
                (word, starts) = (start >> StartsShift, 0);
            }

            starts |= 1UL << (int)(start >> 3);
            at += size;
            start += (ulong)size;
        }

        Interlocked.Or(ref _starts[word], starts);
        return true;
    }

    private bool TryPlaceArrays(in RawConstRun run, in MethodTableFacts facts)
    {
        byte* at = _memory.Start + run.Offset;
        byte* end = at + run.Length;
        nint methodTable = facts.Address;
        long fixedBytes = facts.BaseSize;
        long elementBytes = facts.ComponentSize;
        for (uint i = 0; i < run.Count; i++)
        {
            if (end - at < fixedBytes)
            {
                return false;
            }

            ulong length = *(ulong*)(at + (2 * HeaderBytes));
            long size = ImageFormat.Align(fixedBytes + ((long)(uint)length * elementBytes));
            if (length > int.MaxValue || size > end - at)
            {
                return false;
            }

            Begin(at, methodTable);
            at += size;
        }

        return at == end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Begin(byte* header, nint methodTable)
    {
        *(ulong*)header = 0;
        *(nint*)(header + HeaderBytes) = methodTable;
        ulong offset = (ulong)(header - _memory.Start);
        _starts[offset >> StartsShift] |= 1UL << (int)(offset >> 3);
    }

    private void CopyToHeap(in RawConstRun run, Type type, in MethodTableFacts facts)
    {
        object?[] objects = _heapObjects ??= new object?[(_image.ConstLength / SmallestBytes) + 1];
        for (ulong offset = run.Offset; offset < run.Offset + run.Length; offset += HeaderBytes)
        {
            if (IsStart(offset))
            {
                objects[offset / SmallestBytes] = CopyToHeap(_memory.Start + offset + HeaderBytes, type, facts);
            }
        }
    }

    private static object CopyToHeap(byte* source, Type type, in MethodTableFacts facts)
    {
        byte* fields = source + sizeof(nint);
        if (type == typeof(string))
        {
            return new string((char*)(fields + sizeof(int)), 0, *(int*)fields);
        }

        if (!facts.HasComponents)
        {
            object instance = RuntimeHelpers.GetUninitializedObject(type);
            Unsafe.CopyBlockUnaligned(ref MethodTableFacts.FieldsOf(instance), ref *fields, (uint)facts.FieldBytes);
            return instance;
        }

        int length = *(int*)fields;
        Array array = Array.CreateInstanceFromArrayType(type, length);
        byte* elements = fields + sizeof(nint);
        ref byte target = ref MethodTableFacts.ElementsOf(array);
        for (ulong at = 0, total = (ulong)length * facts.ComponentSize; at < total;)
        {
            uint part = (uint)Math.Min(total - at, 1 << 30);
            Unsafe.CopyBlockUnaligned(ref Unsafe.AddByteOffset(ref target, (nint)at), ref elements[at], part);
            at += part;
        }

        return array;
    }
}
