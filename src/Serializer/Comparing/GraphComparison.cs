using System.Reflection;
using Imaging.Format;
using Imaging.Serializer.Graphs;

namespace Imaging.Serializer.Comparing;

/// <summary>Walks the graphs of two images in step, root by root and breadth first.</summary>
/// <remarks>
/// Objects are places, and two images may place the same objects differently: one that was met is paired with the one that
/// was met in its stead, and has to be met in its stead ever after.
/// </remarks>
/// <param name="first">The first image.</param>
/// <param name="second">The second image; of the same package, whose types may be loaded twice.</param>
/// <param name="limit">How many differences of a root are looked for.</param>
internal sealed partial class GraphComparison(ImageGraph first, ImageGraph second, int limit)
{
    private const int NoParent = -1;

    // What stands for an object is its number and one.
    private readonly int[] _pairOfFirst = new int[first.Count];
    private readonly int[] _pairOfSecond = new int[second.Count];
    private readonly List<Pair> _pairs = [];
    private readonly List<RootDifference> _differences = [];
    private readonly ShapePairs _shapes = new();
    private readonly HashSet<int> _holders = [];
    private string _root = "";

    /// <summary>The types whose fields are not the same in both.</summary>
    internal IEnumerable<TypeDifference> TypeDifferences => _shapes.Differences;

    /// <summary>Whether a string was met that is interned in one image alone, which is no difference.</summary>
    internal bool HasStringsInternedInOne { get; private set; }

    /// <summary>Compares the value of a root.</summary>
    /// <returns>Where it differs, nearest to the root first; empty where it does not.</returns>
    internal IReadOnlyList<RootDifference> Compare(string root, ReferenceWord firstValue, ReferenceWord secondValue)
    {
        _root = root;
        _differences.Clear();
        int start = _pairs.Count;
        Meet(firstValue, secondValue, new Place(NoParent, ""));
        for (int next = start; _differences.Count < limit && next < _pairs.Count; next++)
        {
            Walk(next);
        }

        // What was met and not walked says nothing to the next root.
        for (int pair = _differences.Count < limit ? _pairs.Count : start; pair < _pairs.Count; pair++)
        {
            _pairOfFirst[_pairs[pair].First] = 0;
            _pairOfSecond[_pairs[pair].Second] = 0;
        }

        if (_differences.Count >= limit)
        {
            _pairs.RemoveRange(start, _pairs.Count - start);
        }

        return [.. _differences.Take(limit)];
    }

    /// <summary>Whether a root of the first image leads to an object in which a difference was found.</summary>
    internal bool LeadsToDifference(uint root)
    {
        var reach = new Reach(first);
        reach.Enter(root);
        reach.Complete();
        return _holders.Any(reach.Has);
    }

    private void Meet(ReferenceWord a, ReferenceWord b, in Place place)
    {
        if (a.Tag == ReferenceTag.Null && b.Tag == ReferenceTag.Null)
        {
            return;
        }

        (int object1, int object2) = (first.ObjectOf(a), second.ObjectOf(b));
        if (object1 < 0 || object2 < 0)
        {
            // Which strings are interned depends on what else a process has loaded.
            if (object1 < 0 && object2 < 0 && IsSameOutside(a, b))
            {
                return;
            }

            if (first.TextAt(a) is { } text && text == second.TextAt(b))
            {
                HasStringsInternedInOne = true;
            }
            else
            {
                AddOtherValue(place, a, b);
            }

            return;
        }

        bool isKnown = _pairOfFirst[object1] != 0;
        if (isKnown && _pairOfFirst[object1] == object2 + 1)
        {
            return;
        }

        if (isKnown || _pairOfSecond[object2] != 0)
        {
            const string Shared = "an object that is met before";
            const string Own = "an object of its own";
            Add(place, isKnown ? Shared : Own, isKnown ? Own : Shared, LikelyCause.Unknown);
            return;
        }

        if (!ShapePairs.AreSame(first.ShapeOf(object1), second.ShapeOf(object2)))
        {
            AddOtherValue(place, a, b);
            return;
        }

        _pairOfFirst[object1] = object2 + 1;
        _pairOfSecond[object2] = object1 + 1;
        _pairs.Add(new Pair(object1, object2, place));
    }

    // Where an object lies in the image of a dependency is a fact of that image alone, if it is another build.
    private bool IsSameOutside(ReferenceWord a, ReferenceWord b)
    {
        if (a.Tag == ReferenceTag.External && b.Tag == ReferenceTag.External && first.LinkedAt(a) is { } one && second.LinkedAt(b) is { } other && one.Graph.View.Header.BuildId != other.Graph.View.Header.BuildId)
        {
            return one.Graph.Package == other.Graph.Package && one.Graph.Names.NameOf(one.Word) == other.Graph.Names.NameOf(other.Word);
        }

        return first.OutsideAt(a).Identity == second.OutsideAt(b).Identity;
    }

    private void Walk(int index)
    {
        (int a, int b) = (_pairs[index].First, _pairs[index].Second);
        if (first.IsDelegate(a))
        {
            WalkDelegate(index, a, b);
            return;
        }

        if (first.ShapeOf(a).Type == typeof(string))
        {
            Compare(_pairs[index].Place, first.ObjectAt(a).Text, second.ObjectAt(b).Text);
            return;
        }

        if (!CompareEntries(index, a, b))
        {
            CompareContents(index, first.ObjectAt(a), second.ObjectAt(b));
            CompareRebuilds(index, a, b);
        }
    }

    private void WalkDelegate(int index, int a, int b)
    {
        (MethodInfo? method, ReferenceWord target, IReadOnlyList<ReferenceWord> parts) = first.DelegateAt(a);
        (MethodInfo? otherMethod, ReferenceWord otherTarget, IReadOnlyList<ReferenceWord> otherParts) = second.DelegateAt(b);
        if (IdentityOf(method) != IdentityOf(otherMethod) || parts.Count != otherParts.Count)
        {
            Add(_pairs[index].Place, $"a delegate of {Called(method, parts)}", $"one of {Called(otherMethod, otherParts)}", LikelyCause.Unknown);
            return;
        }

        Meet(target, otherTarget, new Place(index, "Target"));
        for (int part = 0; part < parts.Count; part++)
        {
            Meet(parts[part], otherParts[part], new Place(index, first.StepOf(a, part).Path));
        }
    }

    private static string IdentityOf(MethodInfo? method) => method is null ? "" : $"{TypeIdentity.Of(method.DeclaringType!)} {method}";

    private static string Called(MethodInfo? method, IReadOnlyList<ReferenceWord> parts) => method is null ? $"{parts.Count} methods" : $"{method.DeclaringType}.{method.Name}";

    private void Compare(in Place place, ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (!a.SequenceEqual(b))
        {
            Add(place, Quote(a.ToString()), Quote(b.ToString()), LikelyCause.OfText(a.ToString(), b.ToString()));
        }
    }

    /// <summary>Where an object was met: in which pair, by which field, and in which element.</summary>
    private readonly record struct Place(int Parent, string Path, long Element = -1);

    private readonly record struct Pair(int First, int Second, Place Place);
}
