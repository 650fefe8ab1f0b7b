using System.Runtime.CompilerServices;
using Imaging.Format;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>
/// Allocates the objects of a run and fills them but for their references to other main objects, which are null as yet.
/// </summary>
internal sealed unsafe class InstanceRun : SharedWork
{
    private const uint PieceObjects = 1024;

    // Fewer are copied sooner than the fast way is found.
    private const uint FastFrom = 512;

    private readonly ImageView _image;
    private readonly ConstObjects _constants;
    private readonly GlobalResolver _globals;
    private readonly MainObjects _objects;
    private readonly MainRun _run;

    // Made by the restoring thread: making it may run the type's static constructor.
    private readonly object _empty;

    internal InstanceRun(ImageView image, ConstObjects constants, GlobalResolver globals, MainObjects objects, MainRun run)
        : base((run.Raw.Count + PieceObjects - 1) / PieceObjects) =>
        (_image, _constants, _globals, _objects, _run, _empty) = (image, constants, globals, objects, run, ObjectAllocation.New(run.Type));

    private protected override void Do(uint piece)
    {
        uint first = piece * PieceObjects;
        uint count = Math.Min(PieceObjects, _run.Raw.Count - first);
        object[] objects = _objects.Objects;
        uint at = _run.Raw.FirstOrdinal - _objects.FirstOrdinal + first;
        SlotCheck[] slots = _run.Slots();
        int size = _run.ItemBytes;
        byte* source = _image.Main + _run.Raw.Offset + ((ulong)first * (uint)size);
        delegate*<nint, object?> allocate = count >= FastFrom ? FastAllocation.Function : null;
        for (uint i = 0; i < count; i++, source += size)
        {
            object instance = (allocate is null ? null : allocate(_run.Facts.Address)) ?? ObjectAllocation.Copy(_empty);
            objects[at++] = instance;
            if (Fill(ref MethodTableFacts.FieldsOf(instance), source, size, slots))
            {
                StoreGlobals(ref MethodTableFacts.FieldsOf(instance), source, slots);
            }
        }
    }

    // Each reference is decoded before it is written: the collector may look at the object. Frozen objects never move and are
    // in no generation: it need not hear of these writes.
    private bool Fill(ref byte target, byte* source, int size, SlotCheck[] slots)
    {
        bool hasGlobals = false;
        int at = 0;
        for (int i = 0; i < slots.Length; i++)
        {
            ref SlotCheck slot = ref slots[i];
            for (; at < slot.Offset; at += sizeof(ulong))
            {
                Unsafe.WriteUnaligned(ref Unsafe.AddByteOffset(ref target, at), *(ulong*)(source + at));
            }

            var word = new ReferenceWord(*(ulong*)(source + at));
            if (word.Tag == ReferenceTag.Const && _constants.AreFrozen)
            {
                Unsafe.WriteUnaligned(ref Unsafe.AddByteOffset(ref target, at), AddressOf(word, ref slot));
            }
            else if (word.Bits != 0)
            {
                if (word.Tag == ReferenceTag.Global)
                {
                    hasGlobals = true;
                }
                else
                {
                    // Never set to false: the other thread may have found one.
                    _run.IsIncomplete = true;
                }
            }

            at += sizeof(ulong);
        }

        for (; at < size; at += sizeof(ulong))
        {
            Unsafe.WriteUnaligned(ref Unsafe.AddByteOffset(ref target, at), *(ulong*)(source + at));
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
