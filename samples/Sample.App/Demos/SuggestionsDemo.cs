using Sample.Suggestions;

namespace Sample.App.Demos;

/// <summary>Suggests words for their first letters.</summary>
internal sealed class SuggestionsDemo : Demo
{
    private static readonly string[] s_beginnings = ["", "im", "packa", "zuri", "qqqq"];

    public override string Name => "suggestions";

    public override object Touch() => Suggester.Start;

    public override void Answer(Answers answers)
    {
        var pending = new Stack<SuggestionNode>([Suggester.Start]);
        int count = 0;
        while (pending.TryPop(out SuggestionNode? node))
        {
            answers.Add(node.Best!.Rank);
            answers.Add(node.Posting!.Stem.Text);
            Array.ForEach(node.Next, pending.Push);
            count++;
        }

        answers.Show($"{count} beginnings");
        foreach (string letters in s_beginnings)
        {
            answers.Show($"\"{letters}\" may become \"{Suggester.After(letters)?.Best?.Text}\"");
        }
    }
}
