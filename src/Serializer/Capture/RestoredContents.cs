using System.Text.RegularExpressions;

namespace Imaging.Serializer.Capture;

/// <summary>What objects held at one time, to tell whether something changed them since.</summary>
/// <remarks>
/// Views that a collection makes when it is first asked for them, and what a regular expression or a Uri learns as it is used,
/// change nothing that the object means.
/// </remarks>
internal sealed class RestoredContents
{
    private readonly ContentReader _reader = new();
    private readonly List<object> _values = [];
    private readonly Dictionary<object, ObjectContent> _contents = new(ReferenceEqualityComparer.Instance);
    private readonly List<(string Name, object Value)> _roots = [];

    internal void AddRoots(string[] names, object?[] values) => _roots.AddRange(names.Zip(values).Where(static root => root.Second is not null)!);

    /// <summary>What everything holds that an object leads to.</summary>
    internal static RestoredContents OfAll(object? value)
    {
        var contents = new RestoredContents();
        var met = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var pending = new Queue<object>(value is null ? [] : [value]);
        while (pending.TryDequeue(out object? next))
        {
            if (met.Add(next) && next is not Type)
            {
                contents.Take(next);
                foreach (object? child in contents._contents.TryGetValue(next, out ObjectContent? content) ? content.References : [])
                {
                    if (child is not null)
                    {
                        pending.Enqueue(child);
                    }
                }
            }
        }

        return contents;
    }

    internal void Take(object value)
    {
        if (value is not (string or Delegate or Regex) && value.GetType() != typeof(Uri))
        {
            _values.Add(value);
            _contents.Add(value, _reader.Read(value));
        }
    }

    /// <summary>The first object that changed, and the path from its root to what changed of it.</summary>
    internal (object Value, string Place)? FindChange()
    {
        foreach (object value in _values)
        {
            if (_reader.Difference(value, _contents[value], _reader.Read(value)) is { } place)
            {
                return (value, PathTo(value) + place);
            }
        }

        return null;
    }

    // By what the objects held then: what changed may lead nowhere now.
    private string PathTo(object sought)
    {
        var paths = new Dictionary<object, string>(ReferenceEqualityComparer.Instance);
        var pending = new Queue<object>();
        foreach ((string name, object value) in _roots)
        {
            Meet(value, name);
        }

        while (pending.TryDequeue(out object? next) && !paths.ContainsKey(sought))
        {
            object?[] references = _contents.TryGetValue(next, out ObjectContent? content) ? content.References : next is Delegate called ? [called.Target] : [];
            for (int i = 0; i < references.Length; i++)
            {
                if (references[i] is { } child and not string)
                {
                    Meet(child, paths[next] + (next is Delegate ? ".Target" : _reader.Place(next, i)));
                }
            }
        }

        return paths.GetValueOrDefault(sought) ?? $"a {sought.GetType()}";

        void Meet(object value, string path)
        {
            if (paths.TryAdd(value, path))
            {
                pending.Enqueue(value);
            }
        }
    }
}
