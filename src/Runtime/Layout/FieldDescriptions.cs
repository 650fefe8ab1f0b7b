using Imaging.Identity;

namespace Imaging.Layout;

/// <summary>
/// Where the runtime describes the fields that a type declares. Those of a generic type lie elsewhere in each instantiation,
/// and are described for each layout that instantiations share.
/// </summary>
/// <remarks>
/// The form is that of <c>methodtable.h</c>, <c>class.h</c> and <c>field.h</c> of .NET 10, 64 bit. Nothing is believed of a
/// type whose descriptions do not lead back to it and to the fields that its metadata has, in their order: reflection serves
/// then, and on other runtimes, and takes a millisecond for its first list of fields.
/// </remarks>
internal static unsafe class FieldDescriptions
{
    // In a method table: its class, or the method table that it shares the class of, told apart by the lowest bit.
    private const int Class = 0x28;
    private const nint IsShared = 1;

    // In a class: its method table, and the first description.
    private const int MethodTable = 0x10;
    private const int First = 0x18;

    // In a description, which begins with the method table: the row of the field, and then the offset.
    private const int Row = 0x08;
    private const uint RowMask = (1 << 24) - 1;
    private const int Size = 0x10;

    /// <summary>Bytes from the first field of an object, or from the start of a structure, to each field that objects of a type have of it, in the order of metadata.</summary>
    /// <param name="type">The type.</param>
    /// <param name="tokens">The tokens of these fields.</param>
    /// <returns><see langword="null"/> where only reflection knows.</returns>
    internal static int[]? Offsets(Type type, int[] tokens)
    {
        if (!InternalMethod.IsOfKnownRuntime || !FieldOffset.IsProven)
        {
            return null;
        }

        nint methodTable = MethodTableFacts.Of(type).Address;
        nint described = *(nint*)(methodTable + Class);
        if ((described & IsShared) != 0)
        {
            methodTable = described & ~IsShared;
            described = *(nint*)(methodTable + Class);
        }

        if (*(nint*)(described + MethodTable) != methodTable)
        {
            return null;
        }

        nint description = *(nint*)(described + First);
        var offsets = new int[tokens.Length];
        for (int i = 0; i < offsets.Length; i++, description += Size)
        {
            if (*(nint*)description != methodTable || MetadataToken.Of(Table.Field, *(uint*)(description + Row) & RowMask) != (uint)tokens[i])
            {
                return null;
            }

            offsets[i] = FieldOffset.OfDescribed(description);
        }

        return offsets;
    }
}
