using Imaging;
using NCalc;

[assembly: ImageSurrogate(typeof(Cases.IdentifierSurrogate))]

namespace Cases;

/// <summary>A name in a formula: NCalc gives each a random number, which no two builds would have the same.</summary>
internal sealed class IdentifierSurrogate : ImageSurrogate<Identifier, string>
{
    public override string ToSurrogate(Identifier value) => value.Name;

    public override Identifier FromSurrogate(string surrogate) => new(surrogate);
}
