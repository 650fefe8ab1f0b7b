using Microsoft.ML.Tokenizers;
using Sample.Tokenizers;

namespace Sample.App.Demos;

/// <summary>Encodes texts and decodes them again.</summary>
internal sealed class TokenizerDemo : Demo
{
    private static readonly string[] s_texts =
    [
        "hello world",
        "Package images for .NET: 3.14159, 100,000 entries & no surprises.",
        "Ein Bild eines Pakets spart Zeit – jedes Mal.",
        "パッケージイメージ は 起動 を 速く します。",
        "    for (int i = 0; i < count; i++)\n    {\n        sum += values[i];\n    }\n",
        "👩‍💻🚀 naïve café <|endoftext|>",
    ];

    public override string Name => "tokenizers";

    public override object Touch() => Vocabulary.O200k;

    public override void Answer(Answers answers)
    {
        Tokenizer tokenizer = Vocabulary.O200k;
        int tokens = 0;
        foreach (string text in s_texts)
        {
            IReadOnlyList<int> ids = tokenizer.EncodeToIds(text);
            foreach (int id in ids)
            {
                answers.Add(id);
            }

            answers.Add(tokenizer.Decode(ids));
            tokens += ids.Count;
        }

        answers.Show($"\"{s_texts[0]}\" is [{string.Join(", ", tokenizer.EncodeToIds(s_texts[0]))}]");
        answers.Show($"{s_texts.Length} texts have {tokens} tokens");
    }
}
