namespace Imaging.Serializer.Verifying;

/// <summary>An object in an image: its fields, or its elements.</summary>
/// <param name="type">Its type.</param>
/// <param name="data">The first field or element.</param>
/// <param name="count">How many elements; 1 for an object with fields.</param>
/// <param name="size">Bytes of an element, or of all fields.</param>
internal readonly unsafe struct ImageObject(Type type, byte* data, long count, int size)
{
    internal Type Type => type;

    internal long Count => count;

    internal int Size => size;

    /// <summary>All of its bytes.</summary>
    internal ReadOnlySpan<byte> Bytes => new(data, checked((int)(count * size)));

    internal ReadOnlySpan<byte> Element(long index) => new(data + (index * size), size);

    /// <summary>The text of a string.</summary>
    internal string Text => new((char*)data, 0, (int)count);
}
