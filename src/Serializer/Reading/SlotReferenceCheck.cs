using Imaging.Format;
using Imaging.Layout;
using Imaging.Restore;

namespace Imaging.Serializer.Reading;

/// <summary>Checks each reference in the main objects: that its unit has the target, and that its place may hold it.</summary>
internal sealed unsafe class SlotReferenceCheck(ImageView image, TypeResolver types, ReferenceCheck references, ExternalCheck? externals)
{
    private readonly HashSet<(Type Declared, uint Target)> _fitting = [];

    /// <exception cref="ImageFormatException">A reference of the unit is damaged.</exception>
    internal void CheckUnit(uint index)
    {
        ref readonly RawUnit unit = ref image.Units[index];
        for (uint i = 0; i < unit.MainRunCount; i++)
        {
            ref readonly RawMainRun run = ref image.MainRuns[unit.FirstMainRun + i];
            if (run.Kind == MainRunKind.Rebuilt)
            {
                continue;
            }

            Type type = types.Resolve(run.Type);
            ReferenceSlot[] slots = ReferenceSlots.Of(type);
            MethodTableFacts facts = MethodTableFacts.Of(type);
            if (!facts.HasReferencesAt(slots))
            {
                throw new ImageFormatException($"the references in the type {type} do not lie where its fields say");
            }

            CheckRun(unit, run, type, facts, slots);
        }
    }

    private void CheckTarget(ReferenceWord word, Type declared)
    {
        // What a global holds is known when it is found, and then restore compares.
        if (word.Tag is ReferenceTag.Null or ReferenceTag.Global or ReferenceTag.External)
        {
            return;
        }

        Type target;
        if (word.Tag is ReferenceTag.Const or ReferenceTag.Main or ReferenceTag.Delegate)
        {
            uint number = references.TypeOf(word);
            if (_fitting.Contains((declared, number)))
            {
                return;
            }

            target = types.Resolve(number);
            if (declared.IsAssignableFrom(target))
            {
                _fitting.Add((declared, number));
            }
        }
        else
        {
            target = word.Tag == ReferenceTag.Type
                ? types.Resolve((uint)word.Payload).GetType()
                : types.ResolveMethod((uint)word.Payload).GetType();
        }

        if (!declared.IsAssignableFrom(target))
        {
            throw new ImageFormatException($"the reference {WordText.Of(word)} to a {target} in a place for {declared}");
        }
    }

    private void CheckRun(in RawUnit unit, in RawMainRun run, Type type, in MethodTableFacts facts, ReferenceSlot[] slots)
    {
        byte* at = image.Main + run.Offset;
        for (uint i = 0; i < run.Count; i++)
        {
            long size = facts.HasComponents ? facts.ComponentSize : facts.FieldBytes;
            long count = 1;
            if (facts.HasComponents)
            {
                count = *(long*)at;
                at += sizeof(long);
            }

            for (long element = 0; element < count; element++)
            {
                foreach (ReferenceSlot slot in slots)
                {
                    CheckWord(new ReferenceWord(*(ulong*)(at + (element * size) + slot.Offset)), unit, slot, run.FirstOrdinal + i, type);
                }
            }

            at += ImageFormat.Align(count * size);
        }
    }

    private void CheckWord(ReferenceWord word, in RawUnit unit, ReferenceSlot slot, uint ordinal, Type type)
    {
        try
        {
            references.Check(word, unit);
            CheckTarget(word, slot.Declared);
            externals?.Check(word, unit, slot.Declared);
        }
        catch (ImageFormatException exception)
        {
            throw new ImageFormatException($"{WordText.Of(ReferenceWord.Encode(ReferenceTag.Main, ordinal))}, a {type}, at byte {slot.Offset}: {exception.Message}");
        }
    }
}
