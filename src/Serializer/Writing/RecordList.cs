namespace Imaging.Serializer.Writing;

/// <summary>Records of a table, as they are added.</summary>
/// <remarks>A list of the framework's waits for the JIT for each kind of record: this one is compiled with them, ahead of time.</remarks>
internal sealed class RecordList<T>
    where T : unmanaged
{
    private T[] _records = new T[4];

    internal int Count { get; private set; }

    internal ref T this[int index] => ref _records[index];

    internal void Add(in T record)
    {
        if (Count == _records.Length)
        {
            _records = Copy(Count * 2);
        }

        _records[Count++] = record;
    }

    internal T[] ToArray() => Copy(Count);

    private T[] Copy(int length)
    {
        var copy = new T[length];
        Array.Copy(_records, copy, Count);
        return copy;
    }
}
