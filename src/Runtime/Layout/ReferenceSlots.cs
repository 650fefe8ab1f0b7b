using Imaging.Identity;

namespace Imaging.Layout;

/// <summary>The references in objects of a type, from its fields' declarations.</summary>
/// <remarks>Grows an array of its own: a framework collection of a structure of ours is not compiled ahead of time.</remarks>
internal sealed class ReferenceSlots
{
    private ReferenceSlot[] _slots = new ReferenceSlot[4];
    private int _count;

    private ReferenceSlots()
    {
    }

    /// <summary>The references of an object of the type, or of an element where the type is an array, in ascending order of offset.</summary>
    internal static ReferenceSlot[] Of(Type type)
    {
        var slots = new ReferenceSlots();
        if (type.IsArray)
        {
            slots.AddValue(type.GetElementType()!, 0);
        }
        else
        {
            for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
            {
                slots.AddFields(level, 0);
            }
        }

        var found = new ReferenceSlot[slots._count];
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = slots._slots[i];
        }

        return found;
    }

    private void AddFields(Type type, int start)
    {
        if (!MethodTableFacts.Of(type).ContainsReferences)
        {
            return;
        }

        DeclaredField[] fields = DeclaredField.Of(type);
        foreach (DeclaredField field in fields)
        {
            AddField(field, start + field.Offset);
        }

        if (fields.Length == 1 && type.IsValueType)
        {
            AddInlineElements(fields[0], MethodTableFacts.Of(type).FieldBytes, start);
        }
    }

    private void AddField(DeclaredField field, int offset)
    {
        if (FieldSignature.IsReference(field.Signature))
        {
            Insert(new ReferenceSlot(offset, field));
        }
        else if (!FieldSignature.IsPlain(field.Signature))
        {
            AddValue(field.FieldType, offset);
        }
    }

    // Only the first element of an inline array is a field. A structure that is as large as its field has no others.
    private void AddInlineElements(DeclaredField element, int end, int start)
    {
        int size = FieldSignature.IsReference(element.Signature) || !element.FieldType.IsValueType ? IntPtr.Size : MethodTableFacts.Of(element.FieldType).FieldBytes;
        for (int at = size; at < end; at += size)
        {
            AddField(element, start + at);
        }
    }

    private void AddValue(Type type, int offset)
    {
        if (type.IsValueType)
        {
            AddFields(type, offset);
        }
        else if (!type.IsPointer && !type.IsFunctionPointer)
        {
            Insert(new ReferenceSlot(offset, type));
        }
    }

    private void Insert(ReferenceSlot slot)
    {
        if (_count == _slots.Length)
        {
            var larger = new ReferenceSlot[_slots.Length * 2];
            for (int i = 0; i < _count; i++)
            {
                larger[i] = _slots[i];
            }

            _slots = larger;
        }

        int at = _count++;
        while (at > 0 && _slots[at - 1].Offset > slot.Offset)
        {
            _slots[at] = _slots[at - 1];
            at--;
        }

        _slots[at] = slot;
    }
}
