namespace Sample.Catalogue;

/// <summary>What a shop sells.</summary>
/// <param name="Sku">Stock-keeping unit: category, number and colour.</param>
/// <param name="Name">What the customer reads.</param>
/// <param name="Category">Where it is listed.</param>
/// <param name="Price">Price of one, in euros.</param>
/// <param name="WeightGrams">Weight of one, in grams.</param>
/// <param name="Released">First day of sale.</param>
public sealed record Product(string Sku, string Name, string Category, decimal Price, int WeightGrams, DateOnly Released);
