namespace Imaging.Serializer.Graphs;

/// <summary>An object in an image: its fields, or its elements.</summary>
/// <param name="shape">What its type says of it.</param>
/// <param name="data">The first field or element.</param>
/// <param name="count">How many elements; 1 for an object with fields.</param>
/// <param name="size">Bytes of an element, or of all fields; 0 for an object whose content is made again.</param>
internal readonly unsafe struct ImageObject(ObjectShape shape, byte* data, long count, int size)
{
    internal ObjectShape Shape => shape;

    internal Type Type => shape.Type;

    internal long Count => count;

    internal int Size => size;

    /// <summary>The first field or element.</summary>
    internal byte* Data => data;

    /// <summary>How many references it has, null or not.</summary>
    internal long References => size == 0 ? 0 : count * shape.References.Length;

    internal ReadOnlySpan<byte> Element(long index) => new(data + (index * size), size);

    /// <summary>Whether all of its bytes are those of another object of the same layout.</summary>
    internal bool HasSameBytes(in ImageObject other)
    {
        const int Piece = 1 << 30;
        bool isSame = count == other.Count;
        for (long at = 0; isSame && at < count * size; at += Piece)
        {
            int length = (int)Math.Min(Piece, (count * size) - at);
            isSame = new ReadOnlySpan<byte>(data + at, length).SequenceEqual(new ReadOnlySpan<byte>(other.Data + at, length));
        }

        return isSame;
    }

    /// <summary>The characters of a string.</summary>
    internal ReadOnlySpan<char> Text => new((char*)data, (int)count);
}
