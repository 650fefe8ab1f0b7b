using System.Collections.Frozen;
using Imaging;
using Sample.Places;
using Sample.Stems;

namespace Sample.Search;

/// <summary>What is found of words: stems of one package, and places of another.</summary>
public static partial class SearchIndex
{
    /// <summary>Postings by the text of their stems.</summary>
    [ImageRoot(nameof(CreateAll))]
    public static partial FrozenDictionary<string, Posting> All { get; }

    /// <summary>What is found of a word; <see langword="null"/> for nothing.</summary>
    public static Posting? Find(string word) => All.GetValueOrDefault(StemIndex.StemOf(word.ToLowerInvariant()));

    private static FrozenDictionary<string, Posting> CreateAll() =>
        StemIndex.All.Values.ToFrozenDictionary(
            stem => stem.Text,
            stem => new Posting(stem, stem.Forms[0], [.. stem.Forms.Select(form => Gazetteer.All.GetValueOrDefault(form.Text)).OfType<Place>()]),
            StringComparer.Ordinal);
}
