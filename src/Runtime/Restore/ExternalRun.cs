using System.Runtime.CompilerServices;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>
/// A run of objects in a unit of a dependency's image, as the words of external references count them: where one reference
/// from a place leads, most others from there lead to its neighbours.
/// </summary>
internal unsafe struct ExternalRun
{
    private const ulong TagsMask = (1UL << ReferenceWord.ExternalTagBits) - 1;

    private ulong _first;
    private ulong _length;
    private object[]? _objects;
    private uint _index;
    private ConstObjects? _constants;
    private ulong _offset;

    /// <summary>Main objects of a unit that lie behind each other.</summary>
    /// <param name="first">The word that refers to the first.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="objects">The objects of the unit.</param>
    /// <param name="index">Where the first is among them.</param>
    internal static ExternalRun OfMain(ReferenceWord first, ulong count, object[] objects, uint index) =>
        new() { _first = first.Bits, _length = count << ReferenceWord.ExternalTagBits, _objects = objects, _index = index };

    /// <summary>Frozen const objects that lie behind each other.</summary>
    /// <param name="first">The word that refers to the first.</param>
    /// <param name="length">How many bytes they take.</param>
    /// <param name="constants">The const objects of their image.</param>
    /// <param name="offset">Where the first lies among them.</param>
    internal static ExternalRun OfConst(ReferenceWord first, ulong length, ConstObjects constants, ulong offset) =>
        new() { _first = first.Bits, _length = length << ReferenceWord.ExternalTagBits, _constants = constants, _offset = offset };

    /// <summary>The main object that a word refers to, if it is one of these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly object? FindMain(ReferenceWord word)
    {
        // Another kind of object, or another dependency, differs in the bits below or above the number.
        ulong distance = word.Bits - _first;
        return distance < _length && (distance & TagsMask) == 0 ? _objects![_index + (uint)(distance >> ReferenceWord.ExternalTagBits)] : null;
    }

    /// <summary>The address of the const object that a word refers to, if it is one of these; else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly nint FindConst(ReferenceWord word)
    {
        ulong distance = word.Bits - _first;
        if (distance >= _length || (distance & TagsMask) != 0)
        {
            return 0;
        }

        ulong offset = _offset + (distance >> ReferenceWord.ExternalTagBits);
        return _constants!.IsStart(offset) ? (nint)(_constants.Start + offset + sizeof(nint)) : 0;
    }
}
