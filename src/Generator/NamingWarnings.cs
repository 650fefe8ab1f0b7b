using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Imaging.Generator;

/// <summary>
/// What the compiler reports wherever a type or a method is named, by ids of their authors: experimental, or obsolete in
/// some way of their own.
/// </summary>
internal static class NamingWarnings
{
    private const string Experimental = "System.Diagnostics.CodeAnalysis.ExperimentalAttribute";
    private const string Obsolete = "System.ObsoleteAttribute";

    /// <summary>The ids that the source of a root would cause, in order.</summary>
    public static EquatableArray<string> Of(IPropertySymbol property, IMethodSymbol? builder)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        AddType(property.Type, ids);
        AddType(property.ContainingType, ids);
        if (builder is not null)
        {
            AddMember(builder, ids);
            AddType(builder.ContainingType, ids);
        }

        return new([.. ids]);
    }

    private static void AddType(ITypeSymbol type, SortedSet<string> ids)
    {
        while (type is IArrayTypeSymbol array)
        {
            type = array.ElementType;
        }

        AddMember(type, ids);
        if (type is INamedTypeSymbol named)
        {
            foreach (var argument in named.TypeArguments)
            {
                AddType(argument, ids);
            }
        }

        if (type.ContainingType is { } outer)
        {
            AddType(outer, ids);
        }
    }

    private static void AddMember(ISymbol symbol, SortedSet<string> ids)
    {
        AddAttributes(symbol, ids);
        if (symbol.ContainingAssembly is { } assembly)
        {
            AddAttributes(assembly, ids);
            AddAttributes(symbol.ContainingModule, ids);
        }
    }

    private static void AddAttributes(ISymbol symbol, SortedSet<string> ids)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            var id = attribute.AttributeClass?.ToDisplayString() switch
            {
                Experimental => attribute.ConstructorArguments.FirstOrDefault().Value,
                Obsolete => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "DiagnosticId").Value.Value,
                _ => null,
            };
            if (id is string text && SyntaxFacts.IsValidIdentifier(text))
            {
                ids.Add(text);
            }
        }
    }
}
