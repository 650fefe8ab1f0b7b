using System.Reflection;
using Imaging.Identity;

namespace Imaging.Layout;

/// <summary>The references in objects of a type, from its fields' declarations.</summary>
/// <remarks>Grows an array of its own: a framework collection of a structure of ours is not compiled ahead of time.</remarks>
internal sealed class ReferenceSlots
{
    private const BindingFlags Fields =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

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
        if (MethodTableFacts.Of(type).ContainsReferences && (type.IsGenericType || type.IsValueType || !TryAddPlainFields(type, start)))
        {
            AddListedFields(type, start);
        }
    }

    // Reflection takes half a millisecond for its first list of fields. Without it where each field has a type that metadata name.
    private bool TryAddPlainFields(Type type, int start)
    {
        LoadedMetadata metadata = LoadedMetadata.Of(type.Assembly);
        int end = metadata.Fields(type.MetadataToken, out int first);
        var types = new Type?[end - first];
        for (int i = 0; i < types.Length; i++)
        {
            if (!metadata.IsStatic(first + i) && (types[i] = FieldSignature.PlainType(type.Module, metadata.FieldType(first + i))) is null)
            {
                return false;
            }
        }

        for (int i = 0; i < types.Length; i++)
        {
            if (types[i] is { } declared)
            {
                AddValue(declared, start + FieldOffset.Of(type.Module, first + i));
            }
        }

        return true;
    }

    private void AddListedFields(Type type, int start)
    {
        FieldInfo[] fields = type.GetFields(Fields);
        LoadedMetadata metadata = LoadedMetadata.Of(type.Assembly);
        for (int i = 0; i < fields.Length; i++)
        {
            int offset = start + FieldOffset.Of(fields[i]);
            if (FieldSignature.IsReference(metadata.FieldType(fields[i].MetadataToken)))
            {
                Insert(new ReferenceSlot(offset, fields[i]));
            }
            else
            {
                AddValue(fields[i].FieldType, offset);
            }
        }

        if (fields.Length == 1 && type.IsValueType)
        {
            AddInlineElements(type, fields[0].FieldType, start);
        }
    }

    // Reflection shows the first element of an inline array only. A structure that is as large as its field has no others.
    private void AddInlineElements(Type type, Type element, int start)
    {
        int size = element.IsValueType ? MethodTableFacts.Of(element).FieldBytes : IntPtr.Size;
        int end = MethodTableFacts.Of(type).ContainsReferences ? MethodTableFacts.Of(type).FieldBytes : 0;
        for (int at = size; at < end; at += size)
        {
            AddValue(element, start + at);
        }
    }

    private void AddValue(Type type, int offset)
    {
        if (!type.IsValueType)
        {
            if (!type.IsPointer && !type.IsFunctionPointer)
            {
                Insert(new ReferenceSlot(offset, type));
            }
        }
        else
        {
            AddFields(type, offset);
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
