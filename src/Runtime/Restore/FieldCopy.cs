using System.Runtime.CompilerServices;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>Gives the fields of one object to another of the same type, which has no components.</summary>
internal sealed class FieldCopy(Type type)
{
    private readonly ReferenceSlot[] _slots = ReferenceSlots.Of(type);
    private readonly int _bytes = MethodTableFacts.Of(type).FieldBytes;

    /// <param name="from">An object that nothing else knows of.</param>
    /// <param name="to">The object that gets its fields.</param>
    internal void Copy(object from, object to)
    {
        ref byte target = ref MethodTableFacts.FieldsOf(to);
        ref byte source = ref MethodTableFacts.FieldsOf(from);
        int next = 0;
        for (int offset = 0; offset < _bytes; offset += IntPtr.Size)
        {
            ref byte at = ref Unsafe.AddByteOffset(ref target, offset);
            ref byte value = ref Unsafe.AddByteOffset(ref source, offset);
            if (next < _slots.Length && _slots[next].Offset == offset)
            {
                next++;
                Unsafe.As<byte, object?>(ref at) = Unsafe.As<byte, object?>(ref value);
            }
            else
            {
                Unsafe.As<byte, nint>(ref at) = Unsafe.As<byte, nint>(ref value);
            }
        }
    }
}
