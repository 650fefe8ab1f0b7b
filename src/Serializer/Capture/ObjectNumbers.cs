using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Imaging.Serializer.Capture;

/// <summary>Gives objects numbers in the order in which they are met, from zero, by identity.</summary>
/// <remarks>
/// A table of hash codes and numbers alone: a dictionary takes three times as much memory, and this is what millions of
/// objects are looked up in. An object is looked at only where its hash code is the one that is looked for. The table lies
/// outside the collector's heap, where an array of its size would make the collector look through the graph.
/// </remarks>
internal sealed unsafe class ObjectNumbers : IDisposable
{
    private const int FirstBits = 12;
    private const uint Spread = 0x9E37_79B9;

    private readonly ChunkedList<Met> _objects = new();
    private int _bits = FirstBits;
    private ZeroedMemory _memory = NewMemory(FirstBits);

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
        if (Count > 3 << (_bits - 2))
        {
            Fill(_bits + 1);
        }

        return number;
    }

    /// <summary>Says that an object will be looked for soon: its slot takes longer to come from memory than all else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Expect(object value)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0((Slot*)_memory.Start + (HashOf(value) >> (32 - _bits)));
        }
    }

    /// <summary>Forgets the objects that were met last.</summary>
    internal void Truncate(int count)
    {
        _objects.Truncate(count);
        Fill(_bits);
    }

    public void Dispose()
    {
        _memory.Free();
        _memory = default;
    }

    private static uint HashOf(object value) => (uint)RuntimeHelpers.GetHashCode(value) * Spread;

    // The slot of an object, or the empty one that it would get.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Slot SlotOf(object value, uint hash)
    {
        var slots = (Slot*)_memory.Start;
        uint last = (1u << _bits) - 1;
        uint at = hash >> (32 - _bits);
        while (slots[at].Next != 0 && (slots[at].Hash != hash || !ReferenceEquals(_objects[slots[at].Next - 1].Object, value)))
        {
            at = (at + 1) & last;
        }

        return ref slots[at];
    }

    // A new table of a size, with those of the former one that are still there.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(int bits)
    {
        ZeroedMemory before = _memory;
        var former = new ReadOnlySpan<Slot>(before.Start, 1 << _bits);
        _memory = NewMemory(bits);
        _bits = bits;
        var slots = (Slot*)_memory.Start;
        uint last = (1u << bits) - 1;
        foreach (Slot slot in former)
        {
            if (slot.Next == 0 || slot.Next > Count)
            {
                continue;
            }

            uint at = slot.Hash >> (32 - bits);
            while (slots[at].Next != 0)
            {
                at = (at + 1) & last;
            }

            slots[at] = slot;
        }

        before.Free();
    }

    private static ZeroedMemory NewMemory(int bits) => new((long)sizeof(Slot) << bits);

    // A structure: references in arrays are checked for their type at each access.
    private readonly record struct Met(object Object);

    /// <param name="Hash">The object's hash code.</param>
    /// <param name="Next">The number that follows the object's; 0 where there is none.</param>
    private readonly record struct Slot(uint Hash, int Next);
}
