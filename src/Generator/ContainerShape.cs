using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imaging.Generator;

/// <summary>What the types around the property must be: partial, and such that another file can add to exactly one of them.</summary>
internal static class ContainerShape
{
    public static IEnumerable<Finding> Check(IPropertySymbol property, PropertyDeclarationSyntax declaration, string root)
    {
        foreach (var container in declaration.Ancestors().OfType<TypeDeclarationSyntax>())
        {
            if (!container.Modifiers.Any(SyntaxKind.PartialKeyword) && !container.IsKind(SyntaxKind.ExtensionBlockDeclaration))
            {
                yield return Finding.At(container.Identifier.GetLocation(), DeclarationRules.ContainerNotPartial, root, container.Identifier.Text);
            }
        }

        for (var type = property.ContainingType; type is not null; type = type.ContainingType)
        {
            var obstacle = type switch
            {
                { TypeKind: TypeKind.Extension } => "an extension block",
                { IsFileLocal: true } => $"the file-local type '{type.Name}'",
                { Arity: > 0 } => $"the generic type '{type.Name}'",
                _ => null,
            };
            if (obstacle is not null)
            {
                yield return Finding.At(declaration.Identifier.GetLocation(), DeclarationRules.UnsupportedContainer, root, obstacle);
                yield break;
            }
        }
    }

    public static string Header(TypeDeclarationSyntax container)
    {
        var keyword = container is RecordDeclarationSyntax { ClassOrStructKeyword.Text: { Length: > 0 } kind }
            ? $"record {kind}"
            : container.Keyword.Text;
        return $"partial {keyword} {container.Identifier.Text}";
    }
}
