using System.Reflection;

namespace Imaging.Layout;

/// <summary>A place in an object, or in an element of an array, that holds a reference.</summary>
/// <param name="Offset">Bytes from the first field, or from the element's start.</param>
/// <param name="Source">The type that whatever is referred to must have, or the field that is declared with it: many fields hold no reference in any object, and need not load their types.</param>
internal readonly record struct ReferenceSlot(int Offset, MemberInfo Source)
{
    /// <summary>The type that whatever is referred to must have.</summary>
    internal Type Declared => Source as Type ?? ((FieldInfo)Source).FieldType;
}
