namespace Imaging.Layout;

/// <summary>A place in an object, or in an element of an array, that holds a reference.</summary>
/// <param name="Offset">Bytes from the first field, or from the element's start.</param>
/// <param name="Declared">The type that whatever is referred to must have.</param>
internal readonly record struct ReferenceSlot(int Offset, Type Declared);
