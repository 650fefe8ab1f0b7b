using Sample.Terms;

namespace Sample.Stems;

/// <summary>What forms of a word have in common.</summary>
/// <param name="text">The common part.</param>
/// <param name="forms">The words, the most frequent first. They are those of <see cref="TermList.All"/>, not copies.</param>
public sealed class Stem(string text, Term[] forms)
{
    /// <summary>The common part.</summary>
    public string Text { get; } = text;

    /// <summary>The words, the most frequent first.</summary>
    public IReadOnlyList<Term> Forms { get; } = forms;
}
