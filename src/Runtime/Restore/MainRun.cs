using System.Runtime.CompilerServices;
using Imaging.Format;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>A run of main objects that is being restored: objects of one type.</summary>
internal sealed unsafe class MainRun
{
    // In the image: a field of the structure would load it.
    private readonly RawMainRun* _raw;
    private readonly ReferenceSlot[] _slots;

    /// <param name="raw">The run, in the image.</param>
    /// <param name="type">The type of its objects.</param>
    /// <exception cref="RestoreException">References in the type do not lie where its fields say.</exception>
    internal MainRun(in RawMainRun raw, Type type)
    {
        _raw = (RawMainRun*)Unsafe.AsPointer(ref Unsafe.AsRef(in raw));
        Type = type;
        Facts = MethodTableFacts.Of(type);
        _slots = ReferenceSlots.Of(type);
        if (!Facts.HasReferencesAt(_slots))
        {
            throw new RestoreException($"the references in the type {type} do not lie where its fields say");
        }
    }

    internal ref readonly RawMainRun Raw => ref *_raw;

    internal Type Type { get; }

    internal MethodTableFacts Facts { get; }

    /// <summary>Bytes of an object's fields, or of an array's element, in the image.</summary>
    internal int ItemBytes => _raw->Kind == MainRunKind.Arrays ? (int)Facts.ComponentSize : Facts.FieldBytes;

    /// <summary>Objects of the run were allocated without their references to other objects than those of the const section.</summary>
    internal bool IsIncomplete { get; set; }

    /// <summary>
    /// Finds the types that the places are declared with. Runs foreign code: load contexts may be asked for assemblies. Before
    /// another thread fills any of them.
    /// </summary>
    internal void FindDeclaredTypes()
    {
        foreach (ReferenceSlot slot in _slots)
        {
            _ = slot.Declared;
        }
    }

    /// <summary>The places for references, for one thread: what it learns of them is kept there.</summary>
    internal SlotCheck[] Slots()
    {
        var slots = new SlotCheck[_slots.Length];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i].Offset = _slots[i].Offset;
            slots[i].Source = _slots[i].Source;
        }

        return slots;
    }
}
