using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Imaging.Generator;

/// <summary>Warns about what a root's builder reads although the image that is made of its result outlives it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BuilderPurityAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        PurityRules.Clock,
        PurityRules.Environment,
        PurityRules.Culture,
        PurityRules.TimeZone,
        PurityRules.Random,
        PurityRules.Directory,
        PurityRules.MutableStatic,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(WellKnown.Attribute) is { } attribute)
            {
                start.RegisterSymbolAction(symbol => CheckProperty(symbol, attribute), SymbolKind.Property);
            }

            if (start.Compilation.GetTypeByMetadataName(WellKnown.RootMetadataName) is { } root)
            {
                start.RegisterOperationAction(operation => CheckCreation(operation, root), OperationKind.ObjectCreation);
            }
        });
    }

    private static void CheckProperty(SymbolAnalysisContext context, INamedTypeSymbol attribute)
    {
        var property = (IPropertySymbol)context.Symbol;
        var root = property.GetAttributes().FirstOrDefault(data => SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute));
        if (root is not null && BuilderLookup.Find(property, root, context.Compilation).Usable is { } builder)
        {
            new BuilderWalk(context.Compilation, builder.Name, RootName.Of(property), builder.ContainingType, context.ReportDiagnostic, context.CancellationToken)
                .Follow(builder);
        }
    }

    private static void CheckCreation(OperationAnalysisContext context, INamedTypeSymbol root)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (!SymbolEqualityComparer.Default.Equals(creation.Type?.OriginalDefinition, root) || context.ContainingSymbol.ContainingType is not { } type)
        {
            return;
        }

        var walk = (string builder, INamedTypeSymbol home) => new BuilderWalk(
            context.Compilation, builder, RootName.Of(context.ContainingSymbol), home, context.ReportDiagnostic, context.CancellationToken);
        switch (Delegate(creation))
        {
            case IAnonymousFunctionOperation lambda:
                walk("() => ...", type).Follow(lambda.Body);
                break;
            case IMethodReferenceOperation { Method: var method }:
                walk(method.Name, method.ContainingType).Follow(method);
                break;
        }
    }

    private static IOperation? Delegate(IObjectCreationOperation creation)
    {
        var value = creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value is IDelegateCreationOperation wrapped ? wrapped.Target : value;
    }
}
