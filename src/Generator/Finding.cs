using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Imaging.Generator;

/// <summary>A diagnostic as a value: it can travel through the pipeline without holding a syntax tree alive.</summary>
internal sealed record Finding(DiagnosticDescriptor Rule, Place Place, EquatableArray<string> Arguments)
{
    public static Finding At(Location location, DiagnosticDescriptor rule, params string[] arguments) =>
        new(rule, Place.Of(location), new(ImmutableArray.Create(arguments)));

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Place.ToLocation(), [.. Arguments]);
}

/// <summary>A location as a value.</summary>
internal readonly record struct Place(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Place Of(Location location)
    {
        var lines = location.GetLineSpan();
        return new(lines.Path, location.SourceSpan, lines.Span);
    }

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
