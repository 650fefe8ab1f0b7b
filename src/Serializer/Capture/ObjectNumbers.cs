using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Imaging.Files;

namespace Imaging.Serializer.Capture;

/// <summary>Gives objects numbers in the order in which they are met, from zero, by identity.</summary>
/// <remarks>
/// A table of hash codes and numbers alone: a dictionary takes three times as much memory, and this is what millions of
/// objects are looked up in. An object is looked at only where its hash code is the one that is looked for.
/// </remarks>
internal sealed class ObjectNumbers
{
    private const int FirstSize = 1 << 12;
    private const uint Spread = 0x9E37_79B9;

    private readonly ChunkedList<Met> _objects = new();
    private Slot[] _slots = new Slot[FirstSize];
    private int _shift = 32 - 12;

    internal int Count => _objects.Count;

    internal object this[int number] => _objects[number].Object;

    /// <summary>The number of an object; -1 for one that was not met.</summary>
    internal int Find(object value) => SlotOf(value, HashOf(value)).Next - 1;

    /// <summary>The number of an object, which it gets now where it was not met.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int FindOrAdd(object value, out bool isNew)
    {
        uint hash = HashOf(value);
        ref Slot slot = ref SlotOf(value, hash);
        isNew = slot.Next == 0;
        if (!isNew)
        {
            return slot.Next - 1;
        }

        _objects.Add(new Met(value));
        slot = new Slot(hash, Count);
        int number = Count - 1;
        if (Count > _slots.Length / 4 * 3)
        {
            Grow();
        }

        return number;
    }

    /// <summary>Says that an object will be looked for soon: its slot takes longer to come from memory than all else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe void Expect(object value)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref _slots[HashOf(value) >> _shift]));
        }
    }

    /// <summary>Forgets the objects that were met last.</summary>
    internal void Truncate(int count)
    {
        _objects.Truncate(count);
        Slot[] before = _slots;
        _slots = NewSlots(before.Length);
        AddAll(before);
    }

    private static uint HashOf(object value) => (uint)RuntimeHelpers.GetHashCode(value) * Spread;

    // The slot of an object, or the empty one that it would get.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Slot SlotOf(object value, uint hash)
    {
        Slot[] slots = _slots;
        uint at = hash >> _shift;
        while (slots[at].Next != 0 && (slots[at].Hash != hash || !ReferenceEquals(_objects[slots[at].Next - 1].Object, value)))
        {
            at = (at + 1) & (uint)(slots.Length - 1);
        }

        return ref slots[at];
    }

    private void Grow()
    {
        Slot[] before = _slots;
        _slots = NewSlots(before.Length * 2);
        _shift--;
        AddAll(before);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddAll(Slot[] others)
    {
        Slot[] slots = _slots;
        foreach (Slot slot in others)
        {
            if (slot.Next == 0 || slot.Next > Count)
            {
                continue;
            }

            uint at = slot.Hash >> _shift;
            while (slots[at].Next != 0)
            {
                at = (at + 1) & (uint)(slots.Length - 1);
            }

            slots[at] = slot;
        }
    }

    // Looked into at random: with small pages, finding the page takes longer than reading it.
    private static unsafe Slot[] NewSlots(int count)
    {
        var slots = new Slot[count];
        ulong bytes = (ulong)count * (ulong)sizeof(Slot);
        if (bytes >= LargePages.Size)
        {
            LargePages.Advise((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(slots)), (nuint)bytes);
        }

        return slots;
    }

    // A structure: references in arrays are checked for their type at each access.
    private readonly record struct Met(object Object);

    /// <param name="Hash">The object's hash code.</param>
    /// <param name="Next">The number that follows the object's; 0 where there is none.</param>
    private readonly record struct Slot(uint Hash, int Next);
}
