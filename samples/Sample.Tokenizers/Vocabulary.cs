using Imaging;
using Microsoft.ML.Tokenizers;

namespace Sample.Tokenizers;

/// <summary>The vocabulary of a language model: two hundred thousand tokens, read from a compressed text file.</summary>
public static partial class Vocabulary
{
    /// <summary>The tokenizer of GPT-4o.</summary>
    [ImageRoot(nameof(CreateO200k))]
    public static partial Tokenizer O200k { get; }

    private static Tokenizer CreateO200k() => TiktokenTokenizer.CreateForModel("gpt-4o");
}
