using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Imaging.Format;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>Arrays of several dimensions, or with a lower bound: allocated by their bounds, filled from a vector of the same elements.</summary>
internal abstract class ArrayConstruction
{
    /// <summary>Allocates the array of a rebuild.</summary>
    /// <exception cref="ImageFormatException">Its bounds are damaged.</exception>
    internal static Array Allocate(ImageView image, in RawRebuild rebuild, Type type)
    {
        int rank = type.GetArrayRank();
        image.RebuildArguments.CheckRange(rebuild.FirstArgument, rebuild.ArgumentCount);
        if (rebuild.ArgumentCount != 1 + (2 * rank))
        {
            ImageFormatException.Throw($"the bounds of a {type}");
        }

        var lengths = new int[rank];
        var lowerBounds = new int[rank];
        ulong bytes = MethodTableFacts.Of(type).ComponentSize;
        for (int i = 0; i < rank; i++)
        {
            uint argument = rebuild.FirstArgument + 1 + ((uint)i * 2);
            ulong length = image.RebuildArguments[argument].Bits;
            lengths[i] = length <= int.MaxValue ? (int)length : -1;
            lowerBounds[i] = (int)(long)image.RebuildArguments[argument + 1].Bits;

            // A forged length may not exhaust memory.
            bytes = length <= int.MaxValue && bytes <= uint.MaxValue ? bytes * length : ulong.MaxValue;
        }

        if (bytes > image.ConstLength + image.MainLength)
        {
            ImageFormatException.Throw($"the length of a {type}");
        }

        return Array.CreateInstanceFromArrayType(type, lengths, lowerBounds);
    }

    /// <summary>Copies all elements of an array into another, whatever the bounds of both.</summary>
    /// <exception cref="ImageFormatException">They do not have the same elements.</exception>
    internal static void Copy(object? from, object to)
    {
        if (from is not Array source || to is not Array target
            || source.LongLength != target.LongLength
            || source.GetType().GetElementType() != target.GetType().GetElementType())
        {
            throw new ImageFormatException($"the image is damaged: the elements of a {to.GetType()}");
        }

        ((ArrayConstruction)ObjectAllocation.New(typeof(ArrayConstruction<>).MakeGenericType(target.GetType().GetElementType()!))).CopyElements(source, target);
    }

    private protected abstract void CopyElements(Array source, Array target);
}

/// <summary>The copier for elements of one type.</summary>
internal sealed class ArrayConstruction<T> : ArrayConstruction
{
    private protected override void CopyElements(Array source, Array target) => Elements(source).CopyTo(Elements(target));

    private static Span<T> Elements(Array array) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
}
