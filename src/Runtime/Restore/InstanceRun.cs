using System.Runtime.CompilerServices;
using Imaging.Format;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>
/// Allocates the objects of a run, each as a copy of a prototype that has their plain data and their references to frozen
/// objects, and then gets those to globals. References to other main objects are null as yet.
/// </summary>
internal sealed unsafe class InstanceRun : SharedWork
{
    private const uint PieceObjects = 1024;

    private readonly ImageView _image;
    private readonly ConstObjects _constants;
    private readonly GlobalResolver _globals;
    private readonly MainObjects _objects;
    private readonly MainRun _run;

    internal InstanceRun(ImageView image, ConstObjects constants, GlobalResolver globals, MainObjects objects, MainRun run)
        : base((run.Raw.Count + PieceObjects - 1) / PieceObjects) =>
        (_image, _constants, _globals, _objects, _run) = (image, constants, globals, objects, run);

    private protected override void Do(uint piece)
    {
        uint first = piece * PieceObjects;
        uint count = Math.Min(PieceObjects, _run.Raw.Count - first);
        object[] objects = _objects.Objects;
        uint at = _run.Raw.FirstOrdinal - _objects.FirstOrdinal + first;
        SlotCheck[] slots = _run.Slots();
        int size = _run.ItemBytes;
        byte* source = _image.Main + _run.Raw.Offset + ((ulong)first * (uint)size);
        object prototype = ObjectAllocation.New(_run.Type);
        for (uint i = 0; i < count; i++, source += size)
        {
            bool hasGlobals = Fill(ref MethodTableFacts.FieldsOf(prototype), source, size, slots);
            object instance = ObjectAllocation.Copy(prototype);
            objects[at++] = instance;
            if (hasGlobals)
            {
                StoreGlobals(ref MethodTableFacts.FieldsOf(instance), source, slots);
            }
        }
    }

    // Each reference is decoded before it is written: the prototype is an object that the collector may look at.
    private bool Fill(ref byte prototype, byte* source, int size, SlotCheck[] slots)
    {
        bool hasGlobals = false;
        int at = 0;
        for (int i = 0; i < slots.Length; i++)
        {
            ref SlotCheck slot = ref slots[i];
            for (; at < slot.Offset; at += sizeof(ulong))
            {
                Unsafe.WriteUnaligned(ref Unsafe.AddByteOffset(ref prototype, at), *(ulong*)(source + at));
            }

            var word = new ReferenceWord(*(ulong*)(source + at));
            ulong decoded = 0;
            if (word.Tag == ReferenceTag.Const && _constants.AreFrozen)
            {
                decoded = AddressOf(word, ref slot);
            }
            else if (word.Bits != 0)
            {
                hasGlobals |= word.Tag == ReferenceTag.Global;
                _run.IsIncomplete |= word.Tag != ReferenceTag.Global;
            }

            Unsafe.WriteUnaligned(ref Unsafe.AddByteOffset(ref prototype, at), decoded);
            at += sizeof(ulong);
        }

        for (; at < size; at += sizeof(ulong))
        {
            Unsafe.WriteUnaligned(ref Unsafe.AddByteOffset(ref prototype, at), *(ulong*)(source + at));
        }

        return hasGlobals;
    }

    private void StoreGlobals(ref byte target, byte* source, SlotCheck[] slots)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            ref SlotCheck slot = ref slots[i];
            var word = new ReferenceWord(*(ulong*)(source + slot.Offset));
            if (word.Tag != ReferenceTag.Global)
            {
                continue;
            }

            object value = _globals.Value(word.Payload);
            if (MethodTableFacts.WordOf(value) != slot.GlobalType)
            {
                slot.RequireFits(value);
                slot.GlobalType = MethodTableFacts.WordOf(value);
            }

            Unsafe.As<byte, object>(ref Unsafe.AddByteOffset(ref target, slot.Offset)) = value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong AddressOf(ReferenceWord word, ref SlotCheck slot)
    {
        if (word.Payload - slot.ConstStart >= slot.ConstLength || !_constants.IsStart(word.Payload))
        {
            _constants.Check(word.Payload, ref slot);
        }

        return (ulong)(_constants.Start + word.Payload + sizeof(nint));
    }
}
