using System.Globalization;
using Imaging;
using NCalc;

[assembly: ImageSurrogate(typeof(Cases.ExpressionSurrogate))]

namespace Cases;

/// <summary>
/// A formula as its syntax tree. An <see cref="Expression"/> also holds the caches and factories of NCalc, which the process
/// has one of, and the culture that it computes with.
/// </summary>
internal sealed class ExpressionSurrogate : ImageSurrogate<Expression, LogicalExpression>
{
    public override LogicalExpression ToSurrogate(Expression value) =>
        value.LogicalExpression ?? throw new InvalidOperationException($"{value.ExpressionString} is not parsed.");

    public override Expression FromSurrogate(LogicalExpression surrogate) =>
        new(surrogate, cultureInfo: CultureInfo.InvariantCulture);
}
