using System.Collections.Frozen;
using Imaging;
using Sample.Terms;

namespace Sample.Stems;

/// <summary>The words of <see cref="TermList"/> by their stems.</summary>
public static partial class StemIndex
{
    private const int Shortest = 3;

    private static readonly string[] s_endings =
        ["ational", "ization", "fulness", "ousness", "iveness", "ations", "ingly", "ation", "ments", "ities", "ness", "ings", "ment", "able", "ies", "ing", "est", "ed", "er", "ly", "es", "s"];

    /// <summary>The stems by their text.</summary>
    [ImageRoot(nameof(CreateAll))]
    public static partial FrozenDictionary<string, Stem> All { get; }

    /// <summary>What is left of a word without its ending.</summary>
    public static string StemOf(string word)
    {
        string? ending = s_endings.FirstOrDefault(ending => word.Length - ending.Length >= Shortest && word.EndsWith(ending, StringComparison.Ordinal));
        return ending is null ? word : word[..^ending.Length];
    }

    private static FrozenDictionary<string, Stem> CreateAll() =>
        TermList.All.Values
            .OrderBy(term => term.Rank)
            .GroupBy(term => StemOf(term.Text), StringComparer.Ordinal)
            .ToFrozenDictionary(forms => forms.Key, forms => new Stem(forms.Key, [.. forms]), StringComparer.Ordinal);
}
