using System.Collections.Frozen;
using Imaging;

namespace Sample.Catalogue;

/// <summary>What the shop sells, by stock-keeping unit.</summary>
public static partial class Shop
{
    private const int Size = 100_000;

    /// <summary>Every product; keys are compared by ordinal value.</summary>
    [ImageRoot(nameof(CreateProducts))]
    public static partial FrozenDictionary<string, Product> Products { get; }

    private static FrozenDictionary<string, Product> CreateProducts() =>
        Assortment.Make(Size).ToFrozenDictionary(product => product.Sku, StringComparer.Ordinal);
}
