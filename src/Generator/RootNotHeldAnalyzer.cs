using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Imaging.Generator;

/// <summary>Warns about an <c>ImageRoot&lt;T&gt;</c> that the serializer cannot find, because no static readonly field is initialized with it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RootNotHeldAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DeclarationRules.RootNotHeld];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(WellKnown.RootMetadataName) is { } root)
            {
                start.RegisterOperationAction(operation => Check(operation, root), OperationKind.ObjectCreation);
            }
        });
    }

    private static void Check(OperationAnalysisContext context, INamedTypeSymbol root)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (creation.Type is INamedTypeSymbol type
            && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, root)
            && !IsHeld(creation))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DeclarationRules.RootNotHeld,
                creation.Syntax.GetLocation(),
                type.TypeArguments[0].ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
        }
    }

    private static bool IsHeld(IObjectCreationOperation creation)
    {
        var consumer = creation.Parent;
        while (consumer is IConversionOperation or IConditionalOperation or ICoalesceOperation)
        {
            consumer = consumer.Parent;
        }

        return consumer is IFieldInitializerOperation initializer && initializer.InitializedFields.All(CanHold);
    }

    private static bool CanHold(IFieldSymbol field)
    {
        for (var type = field.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.Arity > 0)
            {
                return false;
            }
        }

        return field is { IsStatic: true, IsReadOnly: true };
    }
}
