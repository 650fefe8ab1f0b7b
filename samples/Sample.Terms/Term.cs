namespace Sample.Terms;

/// <summary>A word that people write often.</summary>
/// <param name="text">The word, in small letters.</param>
/// <param name="rank">Its place among all words, the most frequent first.</param>
public sealed class Term(string text, int rank)
{
    /// <summary>The word, in small letters.</summary>
    public string Text { get; } = text;

    /// <summary>Its place among all words, the most frequent first.</summary>
    public int Rank { get; } = rank;
}
