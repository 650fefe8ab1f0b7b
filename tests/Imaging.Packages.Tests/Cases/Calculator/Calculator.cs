using Imaging;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace Cases;

/// <summary>A parser put together of smaller ones.</summary>
public static partial class Calculator
{
    [ImageRoot(nameof(CreateParser))]
    public static partial TextParser<double> Parser { get; }

    private static TextParser<double> CreateParser()
    {
        TextParser<double>? sum = null;
        TextParser<double> number = Numerics.DecimalDouble.Token();
        TextParser<double> group = Character.EqualTo('(').Token().IgnoreThen(Parse.Ref(() => sum!)).Then(value => Character.EqualTo(')').Token().Value(value));
        TextParser<double> call = Span.EqualTo("sqrt").Token().IgnoreThen(group).Select(Math.Sqrt);
        TextParser<double> factor = call.Try().Or(group).Or(number).Named("factor");
        TextParser<double> product = Parse.Chain(Character.In('*', '/').Token(), factor, static (sign, left, right) => sign == '*' ? left * right : left / right);
        sum = Parse.Chain(Character.In('+', '-').Token(), product, static (sign, left, right) => sign == '+' ? left + right : left - right);
        return sum.AtEnd();
    }

    private static TextParser<T> Token<T>(this TextParser<T> parser) => parser.Then(value => Character.WhiteSpace.Many().Value(value));

    public static string Digest()
    {
        Result<double> wrong = Parser.TryParse("1 + (2 * x)");
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Parser.Parse("1 + 2 * (3 - 4.5) / sqrt(16)")} {wrong}");
    }
}
