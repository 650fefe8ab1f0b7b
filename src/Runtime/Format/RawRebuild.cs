using System.Runtime.InteropServices;

namespace Imaging.Format;

/// <summary>A main object whose content, or part of it, is made again.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct RawRebuild
{
    internal RebuildKind Kind;
    internal uint Ordinal;

    /// <summary>Its arguments, reference words or numbers, in <see cref="SectionKind.RebuildArguments"/>.</summary>
    internal uint FirstArgument;
    internal uint ArgumentCount;
}

/// <summary>How an object is made again.</summary>
internal enum RebuildKind : uint
{
    /// <summary>A <c>Dictionary</c> or <c>HashSet</c>: its entries stay, their hash codes and chains are made again.</summary>
    HashTable,

    /// <summary>A <c>Lookup</c>: its groupings stay, their hash codes and chains are made again.</summary>
    Lookup,

    /// <summary>A <c>Regex</c>: constructed from pattern (reference), options (number), match timeout (ticks).</summary>
    Regex,

    /// <summary>An object of a class that is constructed: from comparer, comparer of values, keys, values (references).</summary>
    Constructed,

    /// <summary>An array of several dimensions, or with a lower bound: its elements in a row (reference), then length and lower bound of each dimension (numbers).</summary>
    Array,

    /// <summary>An object that a surrogate stands for: made from the surrogate (reference) by a class (number of its type).</summary>
    Surrogate,
}
