using System.Runtime.CompilerServices;
using Imaging.Format;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>Writes the fields and elements of a unit's main objects.</summary>
/// <remarks>
/// No place of a live object ever holds an encoded word: a collection may run at any moment. Each reference is decoded
/// first, checked against the declared type of the place, and then written.
/// </remarks>
internal sealed unsafe class UnitFiller(ImageView image, ConstObjects constants, MainObjects objects, UnitReferences references)
{
    /// <summary>Elements that are looked at before they are copied: they stay in the cache.</summary>
    internal const int BlockElements = 256;

    /// <param name="runs">What to fill.</param>
    /// <param name="large">Gets the large arrays among it, which are still to be finished.</param>
    internal void Fill(MainRun[] runs, LargeArrays large)
    {
        foreach (MainRun run in runs)
        {
            if (run.Raw.Kind == MainRunKind.Arrays)
            {
                FillArrays(run, large);
            }
            else if (run.IsIncomplete)
            {
                FillInstances(run);
            }
        }

        large.RequireAll();
    }

    private void FillInstances(MainRun run)
    {
        byte* source = image.Main + run.Raw.Offset;
        int size = run.ItemBytes;
        SlotCheck[] slots = run.Slots();
        uint first = run.Raw.FirstOrdinal - objects.FirstOrdinal;
        for (uint i = 0; i < run.Raw.Count; i++, source += size)
        {
            FillElement(ref MethodTableFacts.FieldsOf(objects.Objects[first + i]), source, size, slots);
        }
    }

    private void FillArrays(MainRun run, LargeArrays large)
    {
        byte* source = image.Main + run.Raw.Offset;
        int size = run.ItemBytes;
        SlotCheck[] slots = run.Slots();
        uint first = run.Raw.FirstOrdinal - objects.FirstOrdinal;
        for (uint i = 0; i < run.Raw.Count; i++)
        {
            object array = objects.Objects[first + i];
            long length = *(long*)source;
            source += sizeof(long);
            if (!large.TryAdd(this, array, source, length, run))
            {
                FillBlocks(array, source, length, size, slots);
            }

            source += length * size;
            source += ImageFormat.Align(length * size) - (length * size);
        }
    }

    private void FillBlocks(object array, byte* source, long length, int size, SlotCheck[] slots)
    {
        for (long element = 0; element < length; element += BlockElements)
        {
            int count = (int)Math.Min(BlockElements, length - element);
            byte* elements = source + (element * size);
            if (!TryFillBlock(array, element, count, elements, size, slots, out _))
            {
                FillBlock(array, element, count, elements, size, slots);
            }
        }
    }

    /// <summary>
    /// Fills elements that any thread may fill: without running foreign code. Where all references are to frozen objects, they are
    /// decoded in place, in memory that no collection looks at, and the block is copied as a whole.
    /// </summary>
    /// <param name="array">The array.</param>
    /// <param name="first">The first element.</param>
    /// <param name="count">How many.</param>
    /// <param name="elements">What they are, as the image has it. Overwritten where anything is filled.</param>
    /// <param name="size">Bytes of one.</param>
    /// <param name="slots">Its places for references.</param>
    /// <param name="areConst">Whether all references are to frozen objects.</param>
    /// <returns><see langword="false"/> where there are references that the restoring thread alone decodes.</returns>
    internal bool TryFillBlock(object array, long first, int count, byte* elements, int size, SlotCheck[] slots, out bool areConst)
    {
        areConst = true;
        if (!constants.AreFrozen || !HasConstAndMainReferences(elements, count, size, slots, ref areConst))
        {
            return false;
        }

        if (areConst)
        {
            DecodeConstReferences(elements, count, size, slots);
            ref byte target = ref Unsafe.AddByteOffset(ref MethodTableFacts.ElementsOf(array), (nint)(first * size));
            Unsafe.CopyBlockUnaligned(ref target, ref *elements, (uint)(count * size));
        }
        else
        {
            FillBlock(array, first, count, elements, size, slots);
        }

        return true;
    }

    /// <summary>Fills elements whatever their references.</summary>
    internal void FillBlock(object array, long first, int count, byte* elements, int size, SlotCheck[] slots)
    {
        ref byte target = ref Unsafe.AddByteOffset(ref MethodTableFacts.ElementsOf(array), (nint)(first * size));
        for (int i = 0; i < count; i++)
        {
            FillElement(ref target, elements, size, slots);
            target = ref Unsafe.AddByteOffset(ref target, size);
            elements += size;
        }
    }

    private static bool HasConstAndMainReferences(byte* elements, int count, int size, SlotCheck[] slots, ref bool areConst)
    {
        for (int slot = 0; slot < slots.Length; slot++)
        {
            byte* at = elements + slots[slot].Offset;
            for (int i = 0; i < count; i++, at += size)
            {
                ulong bits = *(ulong*)at;
                if (bits == 0 || new ReferenceWord(bits).Tag == ReferenceTag.Const)
                {
                    continue;
                }

                if (new ReferenceWord(bits).Tag != ReferenceTag.Main)
                {
                    return false;
                }

                areConst = false;
            }
        }

        return true;
    }

    private void DecodeConstReferences(byte* source, int count, int size, SlotCheck[] slots)
    {
        byte* start = constants.Start + sizeof(nint);
        ulong[] starts = constants.Starts;
        for (int i = 0; i < slots.Length; i++)
        {
            ref SlotCheck slot = ref slots[i];
            (ulong first, ulong length) = (slot.ConstStart, slot.ConstLength);
            byte* at = source + slot.Offset;
            for (int element = 0; element < count; element++, at += size)
            {
                ulong bits = *(ulong*)at;
                if (bits == 0)
                {
                    continue;
                }

                ulong offset = bits >> ReferenceWord.TagBits;
                if (offset - first >= length || (offset & 7) != 0 || (starts[offset >> 9] & (1UL << (int)(offset >> 3))) == 0)
                {
                    CheckUnseen(new ReferenceWord(bits), ref slot);
                    (first, length) = (slot.ConstStart, slot.ConstLength);
                }

                *(byte**)at = start + offset;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FillElement(ref byte target, byte* source, int size, SlotCheck[] slots)
    {
        int at = 0;
        for (int i = 0; i < slots.Length; i++)
        {
            ref SlotCheck slot = ref slots[i];
            int offset = slot.Offset;
            Copy(ref target, source, at, offset);
            Store(ref Unsafe.AddByteOffset(ref target, offset), *(ulong*)(source + offset), ref slot);
            at = offset + sizeof(nint);
        }

        Copy(ref target, source, at, size);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(ref byte target, byte* source, int from, int to)
    {
        for (; to - from >= sizeof(long); from += sizeof(long))
        {
            Unsafe.WriteUnaligned(ref Unsafe.AddByteOffset(ref target, from), *(long*)(source + from));
        }

        for (; from < to; from++)
        {
            Unsafe.AddByteOffset(ref target, from) = source[from];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store(ref byte target, ulong bits, ref SlotCheck slot)
    {
        if (bits == 0)
        {
            return;
        }

        var word = new ReferenceWord(bits);
        ulong payload = word.Payload;
        if (word.Tag == ReferenceTag.Const && constants.AreFrozen && payload - slot.ConstStart < slot.ConstLength && constants.IsStart(payload))
        {
            // Frozen objects never move and are in no generation: the collector need not hear of this write.
            Unsafe.WriteUnaligned(ref target, (nint)(constants.Start + payload + sizeof(nint)));
        }
        else if (word.Tag == ReferenceTag.Main && payload - slot.MainStart < slot.MainLength)
        {
            Unsafe.As<byte, object?>(ref target) = objects.Objects[payload - objects.FirstOrdinal];
        }
        else if (word.Tag != ReferenceTag.External || slot.External is not { } runs || !runs.TryStore(ref target, word))
        {
            StoreUnseen(ref target, word, ref slot);
        }
    }

    private void StoreUnseen(ref byte target, ReferenceWord word, ref SlotCheck slot) =>
        Unsafe.As<byte, object?>(ref target) = CheckUnseen(word, ref slot);

    private object? CheckUnseen(ReferenceWord word, ref SlotCheck slot)
    {
        object? value = references.Resolve(word);
        slot.RequireFits(value);
        if (word.Tag == ReferenceTag.Const)
        {
            constants.RunAt(word.Payload, out slot.ConstStart, out slot.ConstLength);
        }
        else if (word.Tag == ReferenceTag.Main)
        {
            references.MainRunAt(word.Payload, out slot.MainStart, out slot.MainLength);
        }
        else if (word.Tag == ReferenceTag.External)
        {
            references.AddExternalRun(word, slot.External ??= new ExternalRuns());
        }

        return value;
    }
}
