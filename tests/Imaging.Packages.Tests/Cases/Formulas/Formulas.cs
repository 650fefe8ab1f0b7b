using System.Collections.Frozen;
using System.Globalization;
using Imaging;
using NCalc;

namespace Cases;

/// <summary>The price formulas of a shop, parsed.</summary>
public static partial class Formulas
{
    private const int Count = 300;

    [ImageRoot(nameof(CreateByName))]
    public static partial FrozenDictionary<string, Expression> ByName { get; }

    private static FrozenDictionary<string, Expression> CreateByName() =>
        Enumerable.Range(0, Count).ToFrozenDictionary(
            static i => $"formula {i}",
            static i => Parse(string.Create(CultureInfo.InvariantCulture, $"if(amount > {i} and region = 'r{i % 7}', price * (1 - {i} / 1000.0), Round(price * 1.0{i}, 2)) + Max({i}, quantity)")),
            StringComparer.Ordinal);

    private static Expression Parse(string text)
    {
        var formula = new Expression(text, CultureInfo.InvariantCulture);
        return formula.HasErrors() ? throw formula.Error! : formula;
    }

    public static string Digest() => string.Join(' ', new[] { 1, 7, 299 }.Select(static i =>
    {
        Expression formula = ByName[$"formula {i}"];
        formula.Parameters["amount"] = 8;
        formula.Parameters["region"] = "r1";
        formula.Parameters["price"] = 12.5;
        formula.Parameters["quantity"] = 3;
        return Convert.ToString(formula.Evaluate(), CultureInfo.InvariantCulture);
    }));
}
