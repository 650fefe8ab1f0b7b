using System.Runtime.CompilerServices;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>Gives the fields of one object to another.</summary>
internal static class ObjectCopy
{
    /// <param name="from">An object that nothing else knows of.</param>
    /// <param name="to">One of the same type, without components.</param>
    internal static void Fields(object from, object to)
    {
        Type type = from.GetType();
        ref byte target = ref MethodTableFacts.FieldsOf(to);
        ref byte source = ref MethodTableFacts.FieldsOf(from);
        ReferenceSlot[] slots = ReferenceSlots.Of(type);
        int next = 0;
        for (int offset = 0; offset < MethodTableFacts.Of(type).FieldBytes; offset += IntPtr.Size)
        {
            ref byte at = ref Unsafe.AddByteOffset(ref target, offset);
            ref byte value = ref Unsafe.AddByteOffset(ref source, offset);
            if (next < slots.Length && slots[next].Offset == offset)
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
