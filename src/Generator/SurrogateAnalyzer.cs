using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imaging.Generator;

/// <summary>Reports declarations of surrogates that no build could use, and surrogates that nothing declares.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SurrogateAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [SurrogateRules.CannotBeMade, SurrogateRules.NotForThisType, SurrogateRules.DeclaredElsewhere, SurrogateRules.DeclaredTwice, SurrogateRules.NotDeclared];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(WellKnown.SurrogateAttribute) is not { } attribute
                || start.Compilation.GetTypeByMetadataName(WellKnown.SurrogateMetadataName) is not { } contract)
            {
                return;
            }

            var declared = new ConcurrentBag<SurrogateDeclaration>();
            var classes = new ConcurrentBag<INamedTypeSymbol>();
            start.RegisterSyntaxNodeAction(node => CheckAttribute(node, attribute, contract, declared), SyntaxKind.Attribute);
            start.RegisterSymbolAction(
                symbol =>
                {
                    if (symbol.Symbol is INamedTypeSymbol { IsAbstract: false, TypeKind: TypeKind.Class } type && SurrogateDeclaration.TargetOf(type, contract) is not null)
                    {
                        classes.Add(type);
                    }
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => CheckAll(end, declared, classes));
        });
    }

    private static void CheckAttribute(SyntaxNodeAnalysisContext context, INamedTypeSymbol attribute, INamedTypeSymbol contract, ConcurrentBag<SurrogateDeclaration> declared)
    {
        var syntax = (AttributeSyntax)context.Node;
        if (context.SemanticModel.GetSymbolInfo(syntax, context.CancellationToken).Symbol?.ContainingType is { } type
            && SymbolEqualityComparer.Default.Equals(type, attribute)
            && SurrogateDeclaration.Read(syntax, context.SemanticModel, contract, context.CancellationToken) is { } declaration)
        {
            declared.Add(declaration);
            if (declaration.Problem(context.Compilation) is { } problem)
            {
                context.ReportDiagnostic(problem);
            }
        }
    }

    private static void CheckAll(CompilationAnalysisContext context, ConcurrentBag<SurrogateDeclaration> declared, ConcurrentBag<INamedTypeSymbol> classes)
    {
        SurrogateDeclaration[] inOrder = [.. declared.OrderBy(one => one.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(one => one.Location.SourceSpan.Start)];
        for (var i = 0; i < inOrder.Length; i++)
        {
            var (one, earlier) = (inOrder[i], inOrder.Take(i).FirstOrDefault(other => inOrder[i].IsForSame(other)));
            if (earlier is not null)
            {
                context.ReportDiagnostic(Diagnostic.Create(SurrogateRules.DeclaredTwice, one.Location, one.Surrogate.Name, one.Target!.ToDisplayString(), earlier.Surrogate.Name));
            }
        }

        foreach (var type in classes.Where(type => !declared.Any(one => SymbolEqualityComparer.Default.Equals(one.Surrogate.OriginalDefinition, type.OriginalDefinition))))
        {
            var argument = type.Arity == 0 ? type.Name : $"{type.Name}<{new string(',', type.Arity - 1)}>";
            context.ReportDiagnostic(Diagnostic.Create(SurrogateRules.NotDeclared, type.Locations[0], type.Name, argument));
        }
    }
}
