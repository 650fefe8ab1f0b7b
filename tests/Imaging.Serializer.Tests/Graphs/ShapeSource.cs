using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imaging.Serializer.Tests.Graphs;

/// <summary>A root that a package of shapes declares, with what the documentation calls it.</summary>
internal sealed record DeclaredShape(string Root, string? Shape);

/// <summary>The source of a package of shapes, and the roots in it.</summary>
internal sealed class ShapeSource
{
    private ShapeSource(string text)
    {
        Text = text + Environment.NewLine + TestSource.Read("Shape");
        Roots =
        [
            .. CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<FieldDeclarationSyntax>()
                .Where(static field => field.Declaration.Type is GenericNameSyntax { Identifier.Text: "ImageRoot" })
                .Select(static field => new DeclaredShape(field.Declaration.Variables.Single().Identifier.Text, ShapeOf(field))),
        ];
    }

    internal string Text { get; }

    /// <summary>Whether it says what keys to look for and to add.</summary>
    internal bool HasKeys => Text.Contains("class NewKeys", StringComparison.Ordinal);

    internal IReadOnlyList<DeclaredShape> Roots { get; }

    internal static ShapeSource Of(string name) => new(TestSource.Read(name));

    private static string? ShapeOf(FieldDeclarationSyntax field) =>
        field.AttributeLists.SelectMany(static list => list.Attributes).SingleOrDefault(static attribute => attribute.Name.ToString() == "Shape")
            ?.ArgumentList!.Arguments.Single().Expression is LiteralExpressionSyntax literal
            ? literal.Token.ValueText
            : null;
}
