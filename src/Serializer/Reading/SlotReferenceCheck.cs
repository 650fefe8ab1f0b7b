using Imaging.Format;
using Imaging.Layout;
using Imaging.Restore;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Reading;

/// <summary>Checks each reference in the main objects: that its unit has the target, and that its place may hold it.</summary>
internal sealed unsafe class SlotReferenceCheck(ImageView image, TypeResolver types, ReferenceCheck references, ExternalCheck? externals, ReferencePath paths)
{
    private readonly HashSet<(Type Declared, uint Target)> _fitting = [];

    /// <exception cref="ImageFormatException">A reference of the unit is damaged.</exception>
    internal void CheckUnit(uint index)
    {
        ref readonly RawUnit unit = ref image.Units[index];
        for (uint i = 0; i < unit.MainRunCount; i++)
        {
            ref readonly RawMainRun run = ref image.MainRuns[unit.FirstMainRun + i];
            if (run.Kind >= MainRunKind.Rebuilt)
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

    /// <exception cref="ImageFormatException">A surrogate of the unit is none, or not for its object.</exception>
    internal void CheckSurrogates(uint index)
    {
        ref readonly RawUnit unit = ref image.Units[index];
        for (uint i = 0; i < unit.RebuildCount; i++)
        {
            ref readonly RawRebuild rebuild = ref image.Rebuilds[unit.FirstRebuild + i];
            if (rebuild.Kind != RebuildKind.Surrogate)
            {
                continue;
            }

            Type by = types.Resolve((uint)image.RebuildArguments[rebuild.FirstArgument + 1].Bits);
            Type made = types.Resolve(image.MainRuns[references.RunOf(rebuild.Ordinal)].Type);
            if (by.IsAbstract || SurrogateContract.Of(by) is not [var target, var surrogate] || !target.IsAssignableFrom(made))
            {
                throw new ImageFormatException($"object {rebuild.Ordinal}, a {made}, is made by {by}, which makes none");
            }

            CheckTarget(new ReferenceWord(image.RebuildArguments[rebuild.FirstArgument].Bits), surrogate);
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
            string path = word.Tag == ReferenceTag.External && paths.To(ordinal, word) is { } found ? $" ({found})" : "";
            throw new ImageFormatException($"{WordText.Of(ReferenceWord.Encode(ReferenceTag.Main, ordinal))}, a {type}, at byte {slot.Offset}{path}: {exception.Message}");
        }
    }
}
