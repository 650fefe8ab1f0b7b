namespace Imaging.Layout;

/// <summary>A place in an object, or in an element of an array, that holds a reference.</summary>
/// <param name="Offset">Bytes from the first field, or from the element's start.</param>
/// <param name="Source">The type that whatever is referred to must have, or the <see cref="DeclaredField"/> that has it: many fields hold no reference in any object, and need not load their types.</param>
internal readonly record struct ReferenceSlot(int Offset, object Source)
{
    /// <summary>The type that whatever is referred to must have.</summary>
    internal Type Declared => Source as Type ?? ((DeclaredField)Source).FieldType;
}
