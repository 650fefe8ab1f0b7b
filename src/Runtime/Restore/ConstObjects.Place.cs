using System.Runtime.CompilerServices;
using Imaging.Format;
using Imaging.Layout;

namespace Imaging.Restore;

internal sealed unsafe partial class ConstObjects
{
    private const int StringFixedBytes = 22;

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
}
