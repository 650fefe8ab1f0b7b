using System.Runtime.CompilerServices;

namespace Imaging.Format;

/// <summary>A table of an image: its entry in the section table, looked at in place.</summary>
/// <remarks>
/// Only ever referred to. A structure that a call takes or returns is loaded before the caller runs, with all that lies in
/// it, even where the call is inlined, and an instantiation for each table costs the first restore tens of microseconds.
/// </remarks>
internal readonly unsafe struct ImageTable<T>
    where T : unmanaged
{
    private readonly RawSection _section;

    internal uint Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (uint)(_section.Length / (uint)sizeof(T));
    }

    /// <exception cref="ImageFormatException">The image refers to a record that it does not have.</exception>
    internal ref readonly T this[uint index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (index >= Count)
            {
                ImageFormatException.ThrowIndex((uint)_section.Kind, index, Count);
            }

            return ref ((T*)(Image + _section.Offset))[index];
        }
    }

    /// <summary>Checks that a range of records lies in the table.</summary>
    /// <exception cref="ImageFormatException">It does not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CheckRange(uint first, uint length)
    {
        if (first > Count || length > Count - first)
        {
            ImageFormatException.ThrowIndex((uint)_section.Kind, (ulong)first + length, Count);
        }
    }

    // The entry stands in the section table, at the place of its kind: the prologue was checked.
    private byte* Image
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (byte*)((RawSection*)Unsafe.AsPointer(ref Unsafe.AsRef(in _section)) - (uint)_section.Kind) - sizeof(RawHeader);
    }
}
