using System.Runtime.CompilerServices;

namespace Imaging.Format;

/// <summary>A table of an image, looked at in place.</summary>
internal readonly unsafe struct ImageTable<T>(T* records, uint count)
    where T : unmanaged
{
    internal uint Count => count;

    /// <exception cref="ImageFormatException">The image refers to a record that it does not have.</exception>
    internal ref readonly T this[uint index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (index >= count)
            {
                ImageFormatException.ThrowIndex(typeof(T).Name, index, count);
            }

            return ref records[index];
        }
    }

    /// <summary>Checks that a range of records lies in the table.</summary>
    /// <exception cref="ImageFormatException">It does not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CheckRange(uint first, uint length)
    {
        if (first > count || length > count - first)
        {
            ImageFormatException.ThrowIndex(typeof(T).Name, (ulong)first + length, count);
        }
    }
}
