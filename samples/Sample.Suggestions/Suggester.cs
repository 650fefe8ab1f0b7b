using Imaging;
using Sample.Search;
using Sample.Stems;
using Sample.Terms;

namespace Sample.Suggestions;

/// <summary>Words to suggest while somebody types.</summary>
public static partial class Suggester
{
    /// <summary>What may follow on no letters.</summary>
    [ImageRoot(nameof(CreateStart))]
    public static partial SuggestionNode Start { get; }

    /// <summary>What may follow on some letters; <see langword="null"/> where nothing does.</summary>
    public static SuggestionNode? After(string letters)
    {
        SuggestionNode? node = Start;
        foreach (char letter in letters)
        {
            int place = node.Letters.IndexOf(letter, StringComparison.Ordinal);
            if (place < 0)
            {
                return null;
            }

            node = node.Next[place];
        }

        return node;
    }

    private static SuggestionNode CreateStart()
    {
        Term[] terms = [.. TermList.All.Values.OrderBy(term => term.Text, StringComparer.Ordinal)];
        return Create(terms, 0);
    }

    // Words that have the first letters in common stand next to each other.
    private static SuggestionNode Create(ReadOnlySpan<Term> terms, int depth)
    {
        var letters = new List<char>();
        var next = new List<SuggestionNode>();
        Term best = terms[0];
        for (int start = 0, end; start < terms.Length; start = end)
        {
            best = terms[start].Rank < best.Rank ? terms[start] : best;
            end = start + 1;
            if (terms[start].Text.Length == depth)
            {
                continue;
            }

            while (end < terms.Length && terms[end].Text[depth] == terms[start].Text[depth])
            {
                best = terms[end].Rank < best.Rank ? terms[end] : best;
                end++;
            }

            letters.Add(terms[start].Text[depth]);
            next.Add(Create(terms[start..end], depth + 1));
        }

        return new SuggestionNode { Letters = new string([.. letters]), Next = [.. next], Best = best, Posting = SearchIndex.All[StemIndex.StemOf(best.Text)] };
    }
}
