using System.Globalization;
using Imaging;
using NCalc;

namespace Cases;

/// <summary>Formulas as those of the case Formulas, without a surrogate.</summary>
public static partial class Tariff
{
    [ImageRoot(nameof(CreateRates))]
    public static partial Expression[] Rates { get; }

    private static Expression[] CreateRates() =>
        [.. new[] { "1 + amount * 2", "if(amount > 3, 1, 2)" }.Select(static text => new Expression(text, CultureInfo.InvariantCulture))];

    public static string Digest()
    {
        Rates[0].Parameters["amount"] = 4;
        return Convert.ToString(Rates[0].Evaluate(), CultureInfo.InvariantCulture)!;
    }
}
