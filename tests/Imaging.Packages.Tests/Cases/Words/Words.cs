using Humanizer;
using Imaging;

namespace Cases;

/// <summary>Rules for plurals.</summary>
public static partial class Words
{
    [ImageRoot(nameof(CreateRules))]
    public static partial Vocabulary Rules { get; }

    private static Vocabulary CreateRules()
    {
        Vocabulary rules = Vocabularies.Default;
        rules.AddIrregular("pkgimg", "pkgimgs");
        return rules;
    }

    public static string Digest() => string.Join(' ', ((string[])["mouse", "ox", "category", "sheep", "pkgimg"]).Select(word => Rules.Pluralize(word))) + Rules.Singularize("women");
}
