using System.Runtime.CompilerServices;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>
/// Allocates the objects of a run, each as a copy of a prototype that has their plain data and their references to frozen
/// objects. Other references are null as yet.
/// </summary>
internal sealed unsafe class InstanceRun : SharedWork
{
    private const uint PieceObjects = 1024;

    private readonly ImageView _image;
    private readonly ConstObjects _constants;
    private readonly MainObjects _objects;
    private readonly MainRun _run;

    internal InstanceRun(ImageView image, ConstObjects constants, MainObjects objects, MainRun run)
        : base((run.Raw.Count + PieceObjects - 1) / PieceObjects) =>
        (_image, _constants, _objects, _run) = (image, constants, objects, run);

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

            for (int slot = 0; slot < slots.Length; slot++)
            {
                ulong* reference = (ulong*)(fields + slots[slot].Offset);
                *reference = *reference == 0 ? 0 : Decode(new ReferenceWord(*reference), ref slots[slot]);
            }

            objects[at++] = ObjectPrototype.Copy(prototype);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Decode(ReferenceWord word, ref SlotCheck slot)
    {
        if (word.Tag != ReferenceTag.Const || !_constants.AreFrozen)
        {
            _run.IsIncomplete = true;
            return 0;
        }

        if (word.Payload - slot.ConstStart >= slot.ConstLength || !_constants.IsStart(word.Payload))
        {
            _constants.Check(word.Payload, ref slot);
        }

        return (ulong)(_constants.Start + word.Payload + sizeof(nint));
    }
}
