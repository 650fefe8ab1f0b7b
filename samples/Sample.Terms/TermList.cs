using System.Collections.Frozen;
using Imaging;
using Microsoft.ML.Tokenizers;

namespace Sample.Terms;

/// <summary>The words of a language model's vocabulary, which has frequent words first. Other packages build on them.</summary>
public static partial class TermList
{
    private const int Tokens = 199_998;
    private const int Shortest = 3;

    /// <summary>The words by their text.</summary>
    [ImageRoot(nameof(CreateAll))]
    public static partial FrozenDictionary<string, Term> All { get; }

    private static FrozenDictionary<string, Term> CreateAll()
    {
        var tokenizer = TiktokenTokenizer.CreateForModel("gpt-4o");
        var terms = new Dictionary<string, Term>(StringComparer.Ordinal);
        for (int token = 0; token < Tokens; token++)
        {
            string text = tokenizer.Decode([token]).Trim().ToLowerInvariant();
            if (text.Length >= Shortest && text.All(char.IsAsciiLetterLower))
            {
                terms.TryAdd(text, new Term(text, terms.Count));
            }
        }

        return terms.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
