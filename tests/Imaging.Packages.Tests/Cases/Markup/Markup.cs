using Imaging;
using Markdig;

namespace Cases;

/// <summary>A Markdown pipeline with every advanced extension.</summary>
public static partial class Markup
{
    [ImageRoot(nameof(CreatePipeline))]
    public static partial MarkdownPipeline Pipeline { get; }

    private static MarkdownPipeline CreatePipeline() =>
        new MarkdownPipelineBuilder().UseAdvancedExtensions().UseEmojiAndSmiley().UseYamlFrontMatter().Build();

    public static string Digest() => Markdown.ToHtml(
        """
        ---
        title: x
        ---
        # Heading {#id .class}

        | a | b |
        |---|:-:|
        | 1 | ~~2~~ :smile: |

        - [x] task https://example.com
        - term[^1] and $x^2$, H~2~O, ==marked==

        [^1]: a footnote

        ``` csharp
        var a = 1 < 2;
        ```
        """,
        Pipeline);
}
