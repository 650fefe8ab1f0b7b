namespace Sample.Catalogue;

/// <summary>Makes up a shop's products: always the same ones.</summary>
internal static class Assortment
{
    private static readonly (string Code, string Name)[] s_categories =
    [
        ("FRN", "Furniture"), ("LGT", "Lighting"), ("KTC", "Kitchen"), ("GRD", "Garden"), ("OFC", "Office"),
        ("TOY", "Toys"), ("SPT", "Sports"), ("BTH", "Bathroom"), ("TXT", "Textiles"), ("TLS", "Tools"),
    ];

    private static readonly (string Code, string Name)[] s_colours =
    [
        ("BLK", "black"), ("WHT", "white"), ("OAK", "oak"), ("GRY", "grey"), ("BLU", "blue"), ("RED", "red"), ("GRN", "green"),
    ];

    private static readonly string[] s_qualities = ["Compact", "Classic", "Folding", "Heavy-duty", "Light", "Modular", "Round", "Tall"];

    private static readonly string[] s_things = ["shelf", "lamp", "pan", "chair", "box", "rack", "mat", "bench", "stand", "set", "hook"];

    public static IEnumerable<Product> Make(int count)
    {
        var firstDay = new DateOnly(2015, 1, 1);
        for (int number = 0; number < count; number++)
        {
            uint scattered = Scatter((uint)number);
            (string code, string category) = s_categories[number % s_categories.Length];
            (string colourCode, string colour) = s_colours[number % s_colours.Length];
            string quality = s_qualities[scattered % s_qualities.Length];
            string thing = s_things[number % s_things.Length];

            yield return new Product(
                Sku: $"{code}-{number:D6}-{colourCode}",
                Name: $"{quality} {thing} No. {number}, {colour}",
                Category: category,
                Price: 0.99m + (scattered % 50_000 / 100m),
                WeightGrams: 50 + (int)(scattered / 7 % 20_000),
                Released: firstDay.AddDays((int)(scattered / 3 % 4_000)));
        }
    }

    // A multiplicative hash: neighbours get values far apart, without random numbers.
    private static uint Scatter(uint number) => unchecked((number + 1) * 2_654_435_761) >> 4;
}
