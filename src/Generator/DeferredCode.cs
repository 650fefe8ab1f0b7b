using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imaging.Generator;

/// <summary>
/// Tells a delegate that the builder runs from one that it only stores. What is handed to a method (a query, a sort) or kept
/// in a local runs while the build builds; what goes into a field, a constructor, a collection or the result becomes part of
/// the graph and runs when the program calls it.
/// </summary>
internal static class DeferredCode
{
    public static bool Is(IOperation operation) =>
        operation is IAnonymousFunctionOperation or IMethodReferenceOperation && !RunsNow(operation);

    private static bool RunsNow(IOperation code)
    {
        var consumer = code.Parent;
        while (consumer is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation or IConditionalOperation or ICoalesceOperation)
        {
            consumer = consumer.Parent;
        }

        return consumer switch
        {
            IArgumentOperation { Parent: IInvocationOperation invocation } => !Stores(invocation.TargetMethod),
            IInvocationOperation => true,
            IVariableInitializerOperation => true,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation } => true,
            _ => false,
        };
    }

    private static bool Stores(IMethodSymbol method) =>
        method.Name is "Add" or "AddOrUpdate" or "Append" or "Enqueue" or "Insert" or "Push" or "TryAdd";
}
