using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imaging.Generator;

/// <summary>Turns an attributed property into values: first its shape, then its containers, its type and its builder.</summary>
internal static class RootReader
{
    private static readonly SymbolDisplayFormat TypeFormat = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
        | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static RootReading Read(GeneratorAttributeSyntaxContext target, CancellationToken cancellation)
    {
        var property = (IPropertySymbol)target.TargetSymbol;
        var compilation = (CSharpCompilation)target.SemanticModel.Compilation;
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var root = RootName.Of(property);

        if (target.TargetNode is not PropertyDeclarationSyntax declaration)
        {
            findings.Add(Finding.At(((IndexerDeclarationSyntax)target.TargetNode).ThisKeyword.GetLocation(), DeclarationRules.Indexer, root));
            return new(null, new(findings.ToImmutable()));
        }

        if (compilation.LanguageVersion < LanguageVersion.CSharp13)
        {
            findings.Add(Finding.At(
                declaration.Identifier.GetLocation(), DeclarationRules.LanguageTooOld, root, compilation.LanguageVersion.ToDisplayString()));
            return new(null, new(findings.ToImmutable()));
        }

        findings.AddRange(PropertyShape.Check(property, declaration, root));
        findings.AddRange(ContainerShape.Check(property, declaration, root));
        var canImplement = findings.Count == 0;

        var lookup = BuilderLookup.Find(property, target.Attributes[0], compilation);
        if (lookup.Explain(property, root, AttributePlace(target.Attributes[0], declaration, cancellation)) is { } finding)
        {
            findings.Add(finding);
        }

        // What does not exist or exists twice is the compiler's to report, and any source for it would only repeat the error.
        var model = canImplement && property.Type.TypeKind != TypeKind.Error && IsFirstOfItsName(property)
            ? Model(property, declaration, lookup.Usable)
            : null;
        return new(model, new(findings.ToImmutable()));
    }

    private static RootModel Model(IPropertySymbol property, PropertyDeclarationSyntax declaration, IMethodSymbol? builder)
    {
        var @namespace = property.ContainingNamespace;
        return new(
            RootName.HintOf(property),
            @namespace.IsGlobalNamespace
                ? null
                : @namespace.ToDisplayString(TypeFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)),
            new([.. declaration.Ancestors().OfType<TypeDeclarationSyntax>().Reverse().Select(ContainerShape.Header)]),
            string.Join(" ", declaration.Modifiers.Select(modifier => modifier.Text)),
            property.Type.ToDisplayString(TypeFormat),
            declaration.Identifier.Text,
            RootName.InMetadata(property),
            RootName.HolderOf(property),
            builder is null ? null : $"{builder.ContainingType.ToDisplayString(TypeFormat)}.{Escape(builder.Name)}",
            NamingWarnings.Of(property, builder));
    }

    private static bool IsFirstOfItsName(IPropertySymbol property) =>
        SymbolEqualityComparer.Default.Equals(property.ContainingType.GetMembers(property.Name).FirstOrDefault(), property);

    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    private static Location AttributePlace(AttributeData attribute, PropertyDeclarationSyntax declaration, CancellationToken cancellation)
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
        return syntax?.ArgumentList?.Arguments.FirstOrDefault()?.GetLocation() ?? declaration.Identifier.GetLocation();
    }
}
