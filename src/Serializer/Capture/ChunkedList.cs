namespace Imaging.Serializer.Capture;

/// <summary>A list that grows without copying: what was added stays where it is, and a list of millions takes no more than them.</summary>
internal sealed class ChunkedList<T>
{
    // Of references, just less than what the collector takes for a large object, whose allocation makes it look through everything.
    private const int ChunkBits = 13;
    private const int ChunkSize = 1 << ChunkBits;

    private T[]?[] _chunks = new T[16][];

    internal int Count { get; private set; }

    internal ref T this[int index] => ref _chunks[index >> ChunkBits]![index & (ChunkSize - 1)];

    internal void Add(T value)
    {
        int chunk = Count >> ChunkBits;
        if (chunk == _chunks.Length)
        {
            Array.Resize(ref _chunks, _chunks.Length * 2);
        }

        (_chunks[chunk] ??= new T[ChunkSize])[Count++ & (ChunkSize - 1)] = value;
    }

    internal void Truncate(int count)
    {
        for (int i = count; i < Count; i++)
        {
            this[i] = default!;
        }

        Count = count;
    }
}
