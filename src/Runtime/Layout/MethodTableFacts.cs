using System.Runtime.CompilerServices;

namespace Imaging.Layout;

/// <summary>
/// What the runtime's own description of a type says of the layout of its objects. The description's form is
/// not documented: <see cref="LayoutProof"/> proves on known types that this reads it rightly.
/// </summary>
/// <remarks>The form is that of <c>methodtable.h</c> and <c>gcdesc.h</c> of the .NET runtime, 64 bit.</remarks>
internal readonly unsafe struct MethodTableFacts
{
    private const uint HasComponentSizeFlag = 0x8000_0000;
    private const uint ContainsReferencesFlag = 0x0100_0000;
    private const uint HasFinalizerFlag = 0x0010_0000;

    private readonly byte* _methodTable;

    private MethodTableFacts(byte* methodTable) => _methodTable = methodTable;

    /// <summary>The facts of a type that has objects.</summary>
    internal static MethodTableFacts Of(Type type) => new((byte*)type.TypeHandle.Value);

    /// <summary>The facts of an object's type.</summary>
    internal static MethodTableFacts OfObject(object instance) => new((byte*)WordOf(instance));

    /// <summary>The word that objects of the type begin with.</summary>
    internal nint Address => (nint)_methodTable;

    private uint Flags => *(uint*)_methodTable;

    /// <summary>Size of an object in bytes, header and method-table word included, components left out.</summary>
    internal uint BaseSize => *(uint*)(_methodTable + 4);

    internal bool HasComponents => (Flags & HasComponentSizeFlag) != 0;

    /// <summary>Size of an element of an array, or of a character of a string; 0 for other types.</summary>
    internal uint ComponentSize => HasComponents ? (Flags & 0xFFFF) : 0;

    internal bool ContainsReferences => (Flags & ContainsReferencesFlag) != 0;

    internal bool HasFinalizer => (Flags & HasFinalizerFlag) != 0;

    /// <summary>Size of an object's fields in bytes.</summary>
    internal int FieldBytes => (int)BaseSize - (2 * sizeof(nint));

    /// <summary>
    /// Whether the references of an object without components, or of one element of an array, lie at exactly
    /// these offsets (ascending, from the first field or from the element's start).
    /// </summary>
    internal bool HasReferencesAt(ReferenceSlot[] slots)
    {
        if (!ContainsReferences)
        {
            return slots.Length == 0;
        }

        long seriesCount = *(long*)(_methodTable - sizeof(nint));
        return seriesCount > 0 ? MatchesObjectSeries((int)seriesCount, slots) : MatchesElementSeries((int)seriesCount, slots);
    }

    /// <summary>Whether objects of two types without components have the same size, and references in the same places.</summary>
    internal bool IsLaidOutAs(MethodTableFacts other)
    {
        if (HasComponents || other.HasComponents || BaseSize != other.BaseSize || !ContainsReferences || !other.ContainsReferences)
        {
            return false;
        }

        // The number of series, and below it each.
        long words = 1 + (2 * *(long*)(_methodTable - sizeof(nint)));
        for (int i = 1; i <= words; i++)
        {
            if (*(nint*)(_methodTable - (i * sizeof(nint))) != *(nint*)(other._methodTable - (i * sizeof(nint))))
            {
                return false;
            }
        }

        return true;
    }

    // Series of an object lie behind each other below the method table, in no order to rely on. An array has one where its
    // elements are nothing but references.
    private bool MatchesObjectSeries(int count, ReferenceSlot[] slots)
    {
        if (HasComponents)
        {
            return slots.Length * sizeof(nint) == ComponentSize && slots[0].Offset == 0 && slots[^1].Offset == ComponentSize - sizeof(nint);
        }

        int matched = 0;
        for (int i = 0; i < count; i++)
        {
            byte* series = _methodTable - sizeof(nint) - ((i + 1) * 2 * sizeof(nint));
            long length = *(long*)series + BaseSize;
            long start = *(long*)(series + sizeof(nint)) - sizeof(nint);
            for (long at = start; at < start + length; at += sizeof(nint))
            {
                if (!HasSlotAt(slots, at))
                {
                    return false;
                }

                matched++;
            }
        }

        return matched == slots.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasSlotAt(ReferenceSlot[] slots, long offset)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            if (slots[i].Offset == offset)
            {
                return true;
            }
        }

        return false;
    }

    // One series for an array of structures: runs of references and gaps that repeat with every element.
    private bool MatchesElementSeries(int negativeCount, ReferenceSlot[] slots)
    {
        long firstElement = BaseSize - sizeof(nint);
        long at = *(long*)(_methodTable - (2 * sizeof(nint))) - firstElement;
        int matched = 0;
        for (int i = 0; i < -negativeCount; i++)
        {
            uint* item = (uint*)(_methodTable - (3 * sizeof(nint)) - (i * sizeof(nint)));
            for (uint pointer = 0; pointer < item[0]; pointer++, at += sizeof(nint))
            {
                if (matched == slots.Length || slots[matched++].Offset != at)
                {
                    return false;
                }
            }

            at += item[1];
        }

        return matched == slots.Length;
    }

    /// <summary>The first field of an object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref byte FieldsOf(object instance) => ref Unsafe.As<ObjectFields>(instance).First;

    /// <summary>The word that an object begins with: which type it has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static nint WordOf(object instance) => Unsafe.As<byte, nint>(ref Unsafe.AddByteOffset(ref FieldsOf(instance), -sizeof(nint)));

    /// <summary>The first element of a one-dimensional array, or the first character of a string's array part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref byte ElementsOf(object array) => ref Unsafe.AddByteOffset(ref FieldsOf(array), sizeof(nint));

    private sealed class ObjectFields
    {
        internal byte First;
    }
}
