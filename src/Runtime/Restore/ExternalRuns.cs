using System.Runtime.CompilerServices;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>
/// The runs of objects in images of dependencies that references from one place led to last: most others from there lead to
/// neighbours of theirs, which need no second look at their unit and their type.
/// </summary>
/// <remarks>Several, because what is of one type may be of several packages: strings are.</remarks>
internal sealed unsafe class ExternalRuns
{
    private const int Kept = 4;
    private const ulong TagsMask = (1UL << ReferenceWord.ExternalTagBits) - 1;

    private readonly Run[] _runs = new Run[Kept];
    private int _next;

    /// <summary>Writes the object that a word refers to, if it is in one of the runs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryStore(ref byte target, ReferenceWord word)
    {
        Run[] runs = _runs;
        for (int i = 0; i < runs.Length; i++)
        {
            ref Run run = ref runs[i];

            // Another kind of object, or another dependency, differs in the bits below or above the number.
            ulong distance = word.Bits - run.First;
            if (distance < run.Length && (distance & TagsMask) == 0)
            {
                return TryStore(ref target, ref run, distance >> ReferenceWord.ExternalTagBits);
            }
        }

        return false;
    }

    /// <summary>Adds main objects of a unit that lie behind each other.</summary>
    /// <param name="first">The word that refers to the first.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="objects">The objects of the unit.</param>
    /// <param name="index">Where the first is among them.</param>
    internal void AddMain(ReferenceWord first, ulong count, object[] objects, uint index) =>
        Add(new Run { First = first.Bits, Length = count << ReferenceWord.ExternalTagBits, Objects = objects, Start = index });

    /// <summary>Adds const objects that lie behind each other.</summary>
    /// <param name="first">The word that refers to the first.</param>
    /// <param name="length">How many bytes they take.</param>
    /// <param name="constants">The const objects of their image.</param>
    /// <param name="offset">Where the first lies among them.</param>
    internal void AddConst(ReferenceWord first, ulong length, ConstObjects constants, ulong offset) =>
        Add(new Run { First = first.Bits, Length = length << ReferenceWord.ExternalTagBits, Constants = constants, Start = offset });

    private void Add(in Run run)
    {
        _runs[_next] = run;
        _next = (_next + 1) % Kept;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryStore(ref byte target, ref Run run, ulong number)
    {
        ulong at = run.Start + number;
        if (run.Objects is { } objects)
        {
            Unsafe.As<byte, object>(ref target) = objects[at];
            return true;
        }

        ConstObjects constants = run.Constants!;
        if (!constants.IsStart(at))
        {
            return false;
        }

        if (constants.AreFrozen)
        {
            // As for the unit's own: the collector need not hear of this write.
            Unsafe.WriteUnaligned(ref target, (nint)(constants.Start + at + sizeof(nint)));
        }
        else
        {
            Unsafe.As<byte, object>(ref target) = constants.At(at);
        }

        return true;
    }

    private struct Run
    {
        internal ulong First;
        internal ulong Length;
        internal object[]? Objects;
        internal ConstObjects? Constants;
        internal ulong Start;
    }
}
