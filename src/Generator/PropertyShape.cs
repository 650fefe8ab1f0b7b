using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imaging.Generator;

/// <summary>What the property itself must be: static, partial, read-only, not yet implemented, of a type that the heap can hold.</summary>
internal static class PropertyShape
{
    public static IEnumerable<Finding> Check(IPropertySymbol property, PropertyDeclarationSyntax declaration, string root)
    {
        var name = declaration.Identifier.GetLocation();
        if (!property.IsStatic)
        {
            yield return Finding.At(name, DeclarationRules.NotStatic, root);
        }

        if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            yield return Finding.At(name, DeclarationRules.NotPartial, root);
        }

        if (property.SetMethod is not null || property.GetMethod is null)
        {
            var setter = declaration.AccessorList?.Accessors.FirstOrDefault(accessor => !accessor.IsKind(SyntaxKind.GetAccessorDeclaration));
            yield return Finding.At(setter?.Keyword.GetLocation() ?? name, DeclarationRules.NotReadOnly, root);
        }

        if (HasBody(declaration) || property.PartialImplementationPart is not null)
        {
            yield return Finding.At(name, DeclarationRules.AlreadyImplemented, root);
        }

        if (!CanBeHeld(property))
        {
            yield return Finding.At(declaration.Type.GetLocation(), DeclarationRules.UnsupportedType, root, declaration.Type.ToString());
        }
    }

    private static bool HasBody(PropertyDeclarationSyntax declaration) =>
        declaration.ExpressionBody is not null
        || declaration.Initializer is not null
        || declaration.AccessorList?.Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) == true;

    private static bool CanBeHeld(IPropertySymbol property) =>
        property.RefKind == RefKind.None && !property.Type.IsRefLikeType && !HasPointer(property.Type);

    private static bool HasPointer(ITypeSymbol type) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => true,
        IArrayTypeSymbol array => HasPointer(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasPointer),
        _ => false,
    };
}
