using Sample.Search;

namespace Sample.App.Demos;

/// <summary>Searches for words in any of their forms.</summary>
internal sealed class SearchDemo : Demo
{
    private static readonly string[] s_words = ["Connected", "paris", "imaging", "qqqq"];

    public override string Name => "search";

    public override object Touch() => SearchIndex.All;

    public override void Answer(Answers answers)
    {
        foreach (Posting posting in SearchIndex.All.Values.OrderBy(posting => posting.Best.Rank))
        {
            answers.Add(posting.Stem.Text);
            answers.Add(posting.Places.Count);
        }

        foreach (string word in s_words)
        {
            answers.Show(SearchIndex.Find(word) is { } posting ? $"\"{word}\" finds \"{posting.Best.Text}\" and {posting.Places.Count} places" : $"\"{word}\" finds nothing");
        }
    }
}
