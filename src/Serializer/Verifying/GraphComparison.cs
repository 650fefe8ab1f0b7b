using Imaging.Format;

namespace Imaging.Serializer.Verifying;

/// <summary>Walks the graphs of two images in step, root by root and breadth first, up to the first difference.</summary>
/// <remarks>
/// Objects are places, and two images may place the same objects differently: one that was met is paired with the one that
/// was met in its stead, and has to be met in its stead ever after.
/// </remarks>
internal sealed partial class GraphComparison(ImageGraph first, ImageGraph second)
{
    private readonly Dictionary<ulong, ulong> _pairOfFirst = [];
    private readonly Dictionary<ulong, ulong> _pairOfSecond = [];
    private readonly List<Pair> _pairs = [];
    private string _root = "";

    /// <summary>Compares the value of a root.</summary>
    /// <returns>Where it differs; <see langword="null"/> where it does not.</returns>
    internal RootDifference? Compare(string root, ReferenceWord firstValue, ReferenceWord secondValue)
    {
        _root = root;
        int start = _pairs.Count;
        RootDifference? difference = Meet(firstValue, secondValue, new Place(-1));
        for (int next = start; difference is null && next < _pairs.Count; next++)
        {
            difference = Walk(next);
        }

        // What was met and not walked says nothing to the next root.
        for (int pair = difference is null ? _pairs.Count : start; pair < _pairs.Count; pair++)
        {
            _pairOfFirst.Remove(_pairs[pair].First.Bits);
            _pairOfSecond.Remove(_pairs[pair].Second.Bits);
        }

        if (difference is not null)
        {
            _pairs.RemoveRange(start, _pairs.Count - start);
        }

        return difference;
    }

    private static bool IsObject(ReferenceWord word) => word.Tag is ReferenceTag.Const or ReferenceTag.Main or ReferenceTag.Delegate;

    private RootDifference? Meet(ReferenceWord a, ReferenceWord b, Place place)
    {
        if (!IsObject(a) || !IsObject(b))
        {
            // Which strings are interned depends on what else a process has loaded.
            bool isSame = (!IsObject(a) && !IsObject(b) && Equals(first.OutsideAt(a), second.OutsideAt(b)))
                || (first.TextAt(a) is { } text && text == second.TextAt(b));
            return isSame ? null : OtherValue(place, a, b);
        }

        bool isKnown = _pairOfFirst.TryGetValue(a.Bits, out ulong paired);
        if (isKnown && paired == b.Bits)
        {
            return null;
        }

        if (isKnown || _pairOfSecond.ContainsKey(b.Bits))
        {
            return Difference(place, isKnown ? "an object that is met before" : "an object of its own", isKnown ? "an object of its own" : "an object that is met before", LikelyCause.Unknown);
        }

        if (TypeOf(first, a) != TypeOf(second, b))
        {
            return OtherValue(place, a, b);
        }

        _pairOfFirst.Add(a.Bits, b.Bits);
        _pairOfSecond.Add(b.Bits, a.Bits);
        _pairs.Add(new Pair(a, b, place));
        return null;
    }

    private RootDifference? Walk(int index)
    {
        Pair pair = _pairs[index];
        if (pair.First.Tag == ReferenceTag.Delegate)
        {
            (_, var method, ReferenceWord target) = first.DelegateAt(pair.First);
            (_, var otherMethod, ReferenceWord otherTarget) = second.DelegateAt(pair.Second);
            return method == otherMethod
                ? Meet(target, otherTarget, new Place(index, Path: "Target"))
                : Difference(pair.Place, $"a delegate of {method.DeclaringType}.{method.Name}", $"one of {otherMethod.DeclaringType}.{otherMethod.Name}", LikelyCause.Unknown);
        }

        ImageObject a = first.ObjectAt(pair.First);
        ImageObject b = second.ObjectAt(pair.Second);
        return (a.Type == typeof(string) ? Texts(pair.Place, a.Text, b.Text) : Contents(index, a, b)) ?? Rebuilds(index, pair);
    }

    private RootDifference? Texts(Place place, string a, string b) =>
        a == b ? null : Difference(place, Quote(a), Quote(b), LikelyCause.OfText(a, b));

    /// <summary>Where an object was met: in which pair, in which element of it, and by which field.</summary>
    private readonly record struct Place(int Parent, long Element = -1, string Path = "");

    private readonly record struct Pair(ReferenceWord First, ReferenceWord Second, Place Place);
}
