using Imaging.Serializer.Capture;
using Imaging.Serializer.Graphs;

namespace Imaging.Serializer.Comparing;

/// <summary>The same type in two images, whose fields may not be the same: those that both have.</summary>
/// <param name="HasSameLayout">All fields are the same and lie in the same places.</param>
/// <param name="References">The references that both have.</param>
/// <param name="Plain">The plain data that both have.</param>
internal sealed record ShapePair(
    bool HasSameLayout, IReadOnlyList<(FieldReference First, FieldReference Second)> References, IReadOnlyList<(PlainField First, PlainField Second)> Plain)
{
    internal bool HasReferences => References.Count > 0;
}

/// <summary>A type whose fields are not the same in two images.</summary>
/// <param name="Type">The type.</param>
/// <param name="Changes">What is other in the second: <c>+Added Int32</c>, <c>-Removed String</c>, <c>Changed Int32 → Int64</c>.</param>
internal sealed record TypeDifference(string Type, IReadOnlyList<string> Changes);

/// <summary>The types of two images, paired by what they are called.</summary>
internal sealed class ShapePairs
{
    private readonly Dictionary<(ObjectShape First, ObjectShape Second), ShapePair> _pairs = [];
    private readonly List<TypeDifference> _differences = [];

    internal IReadOnlyList<TypeDifference> Differences => _differences;

    internal static bool AreSame(ObjectShape first, ObjectShape second) => first.Type == second.Type || first.Name == second.Name;

    internal ShapePair Of(ObjectShape first, ObjectShape second)
    {
        if (!_pairs.TryGetValue((first, second), out ShapePair? known))
        {
            _pairs.Add((first, second), known = Make(first, second));
        }

        return known;
    }

    private ShapePair Make(ObjectShape first, ObjectShape second)
    {
        bool isSame = first.Type == second.Type
            || (first.Data.SequenceEqual(second.Data)
                && first.References.Select(static reference => (reference.Offset, reference.Path)).SequenceEqual(second.References.Select(static reference => (reference.Offset, reference.Path)))
                && first.Plain.Select(static field => (field.Offset, field.Path, field.Type.ToString())).SequenceEqual(second.Plain.Select(static field => (field.Offset, field.Path, field.Type.ToString()))));
        if (first.Type != second.Type)
        {
            AddDifference(first, second);
        }

        return new ShapePair(
            isSame,
            [.. Pairs(first.References, second.References, static reference => reference.Path)],
            [.. Pairs(first.Plain, second.Plain, static field => field.Path)]);
    }

    // A base may have a private field of the same name: the first of them goes with the first, the second with the second.
    private static IEnumerable<(T First, T Second)> Pairs<T>(IEnumerable<T> first, IEnumerable<T> second, Func<T, string> pathOf) =>
        Numbered(first, pathOf).Join(Numbered(second, pathOf), static field => field.Name, static field => field.Name, static (a, b) => (a.Field, b.Field));

    private static IEnumerable<((string Path, int Occurrence) Name, T Field)> Numbered<T>(IEnumerable<T> fields, Func<T, string> pathOf) =>
        fields.GroupBy(pathOf).SelectMany(static same => same.Select((field, occurrence) => ((same.Key, occurrence), field)));

    private void AddDifference(ObjectShape first, ObjectShape second)
    {
        Dictionary<string, string> fields = Fields(first);
        Dictionary<string, string> others = Fields(second);
        string[] changes =
        [
            .. fields.Where(field => !others.ContainsKey(field.Key)).Select(static field => $"-{field.Key} {field.Value}"),
            .. others.Where(field => !fields.ContainsKey(field.Key)).Select(static field => $"+{field.Key} {field.Value}"),
            .. fields.Where(field => others.TryGetValue(field.Key, out string? other) && other != field.Value).Select(field => $"{field.Key} {field.Value} → {others[field.Key]}"),
        ];
        if (changes.Length > 0 && _differences.TrueForAll(known => known.Type != first.Type.ToString()))
        {
            _differences.Add(new TypeDifference(first.Type.ToString(), changes));
        }
    }

    // A base may have a private field of the same name.
    private static Dictionary<string, string> Fields(ObjectShape shape)
    {
        var fields = new Dictionary<string, string>();
        foreach ((string path, Type type) in shape.References.Select(static reference => (reference.Path, reference.Declared)).Concat(shape.Plain.Select(static field => (field.Path, field.Type))))
        {
            fields.TryAdd(path, type.ToString());
        }

        return fields;
    }
}
