using Imaging.Serializer.Capture;
using Imaging.Serializer.Graphs;

namespace Imaging.Serializer.Comparing;

internal sealed partial class GraphComparison
{
    private const string NoEntry = "no entry";

    // What follows from the entries and their order.
    private static readonly HashSet<string> s_bookkeeping =
        ["_buckets", "_hashTable", "_fastModMultiplier", "_count", "count", "_freeList", "_freeCount", "_version", "version", "_size", "_budget"];

    /// <summary>Compares collections by their keys, where what they hold is not the same key by key and place by place.</summary>
    /// <returns><see langword="false"/> where they have to be compared by their fields.</returns>
    private bool CompareEntries(int index, int a, int b)
    {
        CollectionRole? role = CollectionEntries.RoleOf(first, a);
        if (role is null or { Items: not null } or { Key: not null } || CollectionEntries.RoleOf(second, b) != role || HaveSameKeys(a, b))
        {
            return false;
        }

        var entries = new Dictionary<string, EntryPlace>();
        var others = new Dictionary<string, EntryPlace>();
        if (!Fill(entries, first, a) || !Fill(others, second, b))
        {
            return false;
        }

        foreach ((string key, EntryPlace place) in entries)
        {
            if (others.TryGetValue(key, out EntryPlace other))
            {
                CompareValues(index, $"[{key}]", place, other);
            }
            else
            {
                Add(new Place(index, $"[{key}]"), DescribeEntry(first, place), NoEntry, CauseOfKey(key));
            }
        }

        foreach ((string key, EntryPlace other) in others.Where(other => !entries.ContainsKey(other.Key)))
        {
            Add(new Place(index, $"[{key}]"), NoEntry, DescribeEntry(second, other), CauseOfKey(key));
        }

        if (entries.Count == others.Count && entries.Keys.All(others.ContainsKey))
        {
            Add(_pairs[index].Place, $"{entries.Count} entries", "the same keys in another order or in other places", LikelyCause.Unknown);
        }

        CompareContents(index, first.ObjectAt(a), second.ObjectAt(b), path => s_bookkeeping.Contains(path) || role.Inner.Contains(path) || path == role.Keys || path == role.Values);
        Meet(first.ReferenceAt(a, "comparer"), second.ReferenceAt(b, "comparer"), new Place(index, "comparer"));
        return true;
    }

    private static string CauseOfKey(string key) => key is ['"', .. var text, '"'] ? LikelyCause.OfText(text, "") : LikelyCause.Unknown;

    private bool HaveSameKeys(int a, int b)
    {
        using IEnumerator<(string? Key, EntryPlace Value)> entries = CollectionEntries.Of(first, a).GetEnumerator();
        using IEnumerator<(string? Key, EntryPlace Value)> others = CollectionEntries.Of(second, b).GetEnumerator();
        bool isNext;
        do
        {
            isNext = entries.MoveNext();
            if (others.MoveNext() != isNext)
            {
                return false;
            }
        }
        while (isNext && entries.Current.Key == others.Current.Key && entries.Current.Value.Element == others.Current.Value.Element);
        return !isNext;
    }

    private static bool Fill(Dictionary<string, EntryPlace> entries, ImageGraph graph, int collection)
    {
        foreach ((string? key, EntryPlace place) in CollectionEntries.Of(graph, collection))
        {
            if (key is null || !entries.TryAdd(key, place))
            {
                return false;
            }
        }

        return true;
    }

    private void CompareValues(int index, string key, EntryPlace place, EntryPlace other)
    {
        (ImageObject holder, ImageObject otherHolder) = (first.ObjectAt(place.Node), second.ObjectAt(other.Node));
        ShapePair shapes = _shapes.Of(holder.Shape, otherHolder.Shape);
        ReadOnlySpan<byte> bytes = holder.Element(place.Element);
        ReadOnlySpan<byte> others = otherHolder.Element(other.Element);
        foreach ((PlainField field, PlainField otherField) in shapes.Plain)
        {
            if (PathText.Suffix(field.Path, place.Path) is { } suffix)
            {
                ComparePlain(new Place(index, key + suffix), field, bytes, otherField, others, null);
            }
        }

        foreach ((FieldReference reference, FieldReference otherReference) in shapes.References)
        {
            if (PathText.Suffix(reference.Path, place.Path) is { } suffix)
            {
                Meet(WordAt(bytes, reference), WordAt(others, otherReference), new Place(index, key + suffix));
            }
        }
    }

    private static string DescribeEntry(ImageGraph graph, EntryPlace place)
    {
        ImageObject holder = graph.ObjectAt(place.Node);
        if (holder.Shape.References.Any(reference => reference.Path == place.Path))
        {
            return Describe(graph, graph.ReferenceAt(place.Node, place.Path, place.Element));
        }

        PlainField? field = holder.Shape.Plain.FirstOrDefault(field => field.Path == place.Path);
        return field is null ? "an entry" : PlainField.Describe(field.Read(holder.Element(place.Element)));
    }
}
