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

    [SkipLocalsInit]
    private protected override void Do(uint piece)
    {
        uint first = piece * PieceObjects;
        uint count = Math.Min(PieceObjects, _run.Raw.Count - first);
        object[] objects = _objects.Objects;
        uint at = _run.Raw.FirstOrdinal - _objects.FirstOrdinal + first;
        if (_run.Facts.BaseSize > ObjectPrototype.MaxBytes)
        {
            _run.IsIncomplete = true;
            for (uint i = 0; i < count; i++)
            {
                objects[at++] = ObjectPrototype.New(_run.Type);
            }

            return;
        }

        SlotCheck[] slots = _run.Slots();
        byte* prototype = stackalloc byte[(int)ObjectPrototype.MaxBytes];
        byte* fields = ObjectPrototype.Begin(prototype, _run.Facts);
        int size = _run.ItemBytes;
        byte* source = _image.Main + _run.Raw.Offset + ((ulong)first * (uint)size);
        for (uint i = 0; i < count; i++, source += size)
        {
            for (int offset = 0; offset < size; offset += sizeof(ulong))
            {
                *(ulong*)(fields + offset) = *(ulong*)(source + offset);
            }

            bool hasGlobals = false;
            for (int slot = 0; slot < slots.Length; slot++)
            {
                ulong* reference = (ulong*)(fields + slots[slot].Offset);
                var word = new ReferenceWord(*reference);
                if (word.Tag == ReferenceTag.Const && _constants.AreFrozen)
                {
                    *reference = AddressOf(word, ref slots[slot]);
                }
                else if (word.Bits != 0)
                {
                    *reference = 0;
                    hasGlobals |= word.Tag == ReferenceTag.Global;
                    _run.IsIncomplete |= word.Tag != ReferenceTag.Global;
                }
            }

            object instance = ObjectPrototype.Copy(prototype);
            objects[at++] = instance;
            if (hasGlobals)
            {
                StoreGlobals(ref MethodTableFacts.FieldsOf(instance), source, slots);
            }
        }
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
