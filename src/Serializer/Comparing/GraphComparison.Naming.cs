using Imaging.Format;
using Imaging.Serializer.Graphs;

namespace Imaging.Serializer.Comparing;

internal sealed partial class GraphComparison
{
    private const int LongestText = 60;

    private void AddOtherValue(in Place place, ReferenceWord a, ReferenceWord b)
    {
        (string? text, string? other) = (first.TextAt(a), second.TextAt(b));
        string cause = text is not null && other is not null && text != other ? LikelyCause.OfText(text, other)
            : text is not null && b.Tag == ReferenceTag.Null ? LikelyCause.OfText(text, "")
            : IsOfCulture(first, a) && IsOfCulture(second, b) ? LikelyCause.Culture
            : LikelyCause.Unknown;
        if (text is not null && text == other)
        {
            Add(place, $"{Quote(text)}, {HowHeld(a)}", $"{Quote(text)}, {HowHeld(b)}", cause);
        }
        else
        {
            Add(place, Describe(first, a), Describe(second, b), cause);
        }
    }

    private static bool IsOfCulture(ImageGraph graph, ReferenceWord word) =>
        word.Tag == ReferenceTag.Global && graph.View.Globals[(uint)word.Payload] is { Kind: GlobalKind.Accessor, Token: (uint)GlobalAccessor.CultureComparer or (uint)GlobalAccessor.Culture };

    private static string HowHeld(ReferenceWord word) => word.Tag == ReferenceTag.Const ? "an object of its own" : "the literal";

    private static string Describe(ImageGraph graph, ReferenceWord word) =>
        word.Tag == ReferenceTag.Null ? "null"
        : graph.TextAt(word) is { } text ? Quote(text)
        : graph.ObjectOf(word) is >= 0 and int node ? $"an object of {graph.ShapeOf(node).Type}"
        : graph.LinkedAt(word) is { } linked ? $"{linked.Graph.Names.NameOf(linked.Word)} of the image of {linked.Graph.Package}"
        : graph.OutsideAt(word).Shown;

    // On one line, whatever it holds.
    private static string Quote(string text)
    {
        string named = EnvironmentText.WithoutValues(text);
        string shown = named.Length <= LongestText ? named : named[..LongestText] + "…";
        return $"\"{string.Concat(shown.Select(static character => char.IsControl(character) ? '·' : character))}\"";
    }

    private void Add(Place place, string a, string b, string cause)
    {
        if (_differences.Count >= limit)
        {
            return;
        }

        if (place.Parent != NoParent)
        {
            _holders.Add(_pairs[place.Parent].First);
        }

        var steps = new List<Step>();
        for (Place at = place; at.Parent != NoParent; at = _pairs[at.Parent].Place)
        {
            steps.Add(new Step(_pairs[at.Parent].First, at.Path, at.Element));
        }

        steps.Reverse();
        var path = PathText.Of(first, _root, steps);
        _differences.Add(new RootDifference(_root, Named(path.Text), Named(path.Raw), a, b, cause));
    }

    private string Named(string path) => _root + EnvironmentText.WithoutValuesInKeys(path[_root.Length..]);
}
