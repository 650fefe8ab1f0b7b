using System.Runtime.CompilerServices;

namespace Imaging.Serializer.Capture;

/// <summary>Gives objects numbers in the order in which they are met, from zero, by identity.</summary>
/// <remarks>A table of numbers alone: a dictionary takes four times as much memory, and this is what millions of objects are looked up in.</remarks>
internal sealed class ObjectNumbers
{
    private const int FirstSize = 1 << 12;
    private const uint Spread = 0x9E37_79B9;

    private readonly ChunkedList<object> _objects = new();
    private int[] _slots = new int[FirstSize];
    private int _shift = 32 - 12;

    internal int Count => _objects.Count;

    internal object this[int number] => _objects[number];

    /// <summary>The number of an object; -1 for one that was not met.</summary>
    internal int Find(object value)
    {
        int slot = SlotOf(value);
        return _slots[slot] - 1;
    }

    /// <summary>The number of an object, which it gets now where it was not met.</summary>
    internal int FindOrAdd(object value, out bool isNew)
    {
        int slot = SlotOf(value);
        isNew = _slots[slot] == 0;
        if (!isNew)
        {
            return _slots[slot] - 1;
        }

        _objects.Add(value);
        _slots[slot] = Count;
        int number = Count - 1;
        if (Count > _slots.Length / 2)
        {
            Rebuild(_slots.Length * 2);
        }

        return number;
    }

    /// <summary>Forgets the objects that were met last.</summary>
    internal void Truncate(int count)
    {
        _objects.Truncate(count);
        Rebuild(_slots.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int SlotOf(object value)
    {
        int slot = (int)(((uint)RuntimeHelpers.GetHashCode(value) * Spread) >> _shift);
        for (int number = _slots[slot]; number != 0 && !ReferenceEquals(_objects[number - 1], value); number = _slots[slot])
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        return slot;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rebuild(int size)
    {
        _slots = new int[size];
        _shift = 32 - int.Log2(size);
        for (int number = 0; number < Count; number++)
        {
            _slots[SlotOf(_objects[number])] = number + 1;
        }
    }
}
