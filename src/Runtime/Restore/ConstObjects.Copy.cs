using System.Runtime.CompilerServices;
using Imaging.Format;
using Imaging.Layout;

namespace Imaging.Restore;

internal sealed unsafe partial class ConstObjects
{
    private void CopyToHeap(in RawConstRun run, Type type, in MethodTableFacts facts)
    {
        object?[] objects = _heapObjects ??= new object?[(_image.ConstLength / SmallestBytes) + 1];
        for (ulong offset = run.Offset; offset < run.Offset + run.Length; offset += HeaderBytes)
        {
            if (IsStart(offset))
            {
                objects[offset / SmallestBytes] = CopyToHeap(_memory.Start + offset + HeaderBytes, type, facts);
            }
        }
    }

    private static object CopyToHeap(byte* source, Type type, in MethodTableFacts facts)
    {
        byte* fields = source + sizeof(nint);
        if (type == typeof(string))
        {
            return new string((char*)(fields + sizeof(int)), 0, *(int*)fields);
        }

        if (!facts.HasComponents)
        {
            object instance = RuntimeHelpers.GetUninitializedObject(type);
            Unsafe.CopyBlockUnaligned(ref MethodTableFacts.FieldsOf(instance), ref *fields, (uint)facts.FieldBytes);
            return instance;
        }

        int length = *(int*)fields;
        Array array = Array.CreateInstanceFromArrayType(type, length);
        byte* elements = fields + sizeof(nint);
        ref byte target = ref MethodTableFacts.ElementsOf(array);
        for (ulong at = 0, total = (ulong)length * facts.ComponentSize; at < total;)
        {
            uint part = (uint)Math.Min(total - at, 1 << 30);
            Unsafe.CopyBlockUnaligned(ref Unsafe.AddByteOffset(ref target, (nint)at), ref elements[at], part);
            at += part;
        }

        return array;
    }
}
