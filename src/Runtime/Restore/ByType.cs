namespace Imaging.Restore;

/// <summary>What is found out about a type once, and then used for each of its objects.</summary>
/// <remarks>A list: few types are asked for, and the assembly that dictionaries are named in would be loaded for this alone.</remarks>
internal sealed class ByType<T>(Func<Type, T> find)
    where T : class
{
    private Entry? _first;

    internal T Of(Type type)
    {
        Entry? entry = _first;
        while (entry is not null && entry.Type != type)
        {
            entry = entry.Next;
        }

        entry ??= _first = new Entry(type, find(type), _first);
        return entry.Value;
    }

    private sealed class Entry(Type type, T value, Entry? next)
    {
        internal Type Type { get; } = type;

        internal T Value { get; } = value;

        internal Entry? Next { get; } = next;
    }
}
