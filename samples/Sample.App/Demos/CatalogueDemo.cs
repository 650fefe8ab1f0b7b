using System.Collections.Frozen;
using System.Globalization;
using Sample.Catalogue;

namespace Sample.App.Demos;

/// <summary>Looks products up, those that exist and those that do not.</summary>
internal sealed class CatalogueDemo : Demo
{
    public override string Name => "catalogue";

    public override object Touch() => Shop.Products;

    public override void Answer(Answers answers)
    {
        FrozenDictionary<string, Product> products = Shop.Products;
        int found = 0;
        foreach (string sku in products.Keys.Order(StringComparer.Ordinal))
        {
            // A copy of the key, so that equal text and not the same object is what finds it.
            if (products.TryGetValue(new string(sku), out Product? product) && product.Sku == sku)
            {
                found++;
                answers.Add(Describe(product));
            }
        }

        int absent = 0;
        for (int number = 0; number < products.Count; number++)
        {
            absent += products.ContainsKey(string.Create(CultureInfo.InvariantCulture, $"FRN-{number:D6}-PNK")) ? 0 : 1;
        }

        answers.Show($"{found} of {products.Count} found");
        answers.Show($"{absent} absent ones not found");
        answers.Show(Describe(products["FRN-042000-BLK"]));
    }

    private static string Describe(Product product) => string.Create(
        CultureInfo.InvariantCulture,
        $"{product.Name}, {product.Category}, {product.Price:F2} euros, {product.WeightGrams} g, since {product.Released:yyyy-MM-dd}");
}
