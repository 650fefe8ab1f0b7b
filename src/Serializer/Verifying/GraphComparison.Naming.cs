using System.Globalization;
using System.Text;
using Imaging.Format;

namespace Imaging.Serializer.Verifying;

internal sealed partial class GraphComparison
{
    private const int LongestText = 60;

    private RootDifference OtherValue(Place place, ReferenceWord a, ReferenceWord b)
    {
        (string? text, string? other) = (TextOf(first, a), TextOf(second, b));
        string cause = text is not null && other is not null && text != other ? LikelyCause.OfText(text, other)
            : text is not null && b.Tag == ReferenceTag.Null ? LikelyCause.OfText(text, "")
            : LikelyCause.Unknown;
        return text is not null && text == other
            ? Difference(place, $"{Quote(text)}, {HowHeld(a)}", $"{Quote(text)}, {HowHeld(b)}", cause)
            : Difference(place, Describe(first, a), Describe(second, b), cause);
    }

    private static string HowHeld(ReferenceWord word) => IsObject(word) ? "an object of its own" : "the literal";

    private static string? TextOf(ImageGraph graph, ReferenceWord word) =>
        IsObject(word) && TypeOf(graph, word) == typeof(string) ? graph.ObjectAt(word).Text
        : graph.OutsideAt(word) is OutsideObject { IsText: true } outside ? outside.Text
        : null;

    private static string Describe(ImageGraph graph, ReferenceWord word) =>
        word.Tag == ReferenceTag.Null ? "null"
        : TextOf(graph, word) is { } text ? Quote(text)
        : !IsObject(word) ? graph.OutsideAt(word).ToString()!
        : $"an object of {TypeOf(graph, word)}";

    private static Type TypeOf(ImageGraph graph, ReferenceWord word) =>
        word.Tag == ReferenceTag.Delegate ? graph.DelegateAt(word).Type : graph.ObjectAt(word).Type;

    // On one line, whatever it holds.
    private static string Quote(string text)
    {
        string shown = text.Length <= LongestText ? text : text[..LongestText] + "…";
        return $"\"{string.Concat(shown.Select(static character => char.IsControl(character) ? '·' : character))}\"";
    }

    private RootDifference Difference(Place place, string a, string b, string cause)
    {
        var places = new Stack<Place>();
        for (Place at = place; at.Parent >= 0; at = _pairs[at.Parent].Place)
        {
            places.Push(at);
        }

        var path = new StringBuilder(_root);
        foreach (Place at in places)
        {
            path.Append(CultureInfo.InvariantCulture, $"{(at.Element < 0 ? "" : $"[{at.Element}]")}{(at.Path.Length == 0 ? "" : ".")}{at.Path}");
        }

        return new RootDifference(_root, path.ToString(), a, b, cause);
    }
}
