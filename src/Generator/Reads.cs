using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imaging.Generator;

/// <summary>What one operation reads or runs.</summary>
internal static class Reads
{
    /// <summary>The rule that the operation breaks by itself, and the member that makes it do so.</summary>
    public static (DiagnosticDescriptor Rule, string Member)? Impurity(IOperation operation, CancellationToken cancellation)
    {
        if (operation is IObjectCreationOperation { Constructor: { Parameters.Length: 0, ContainingType: { } type } }
            && type.ToDisplayString() is "System.Random" or "System.Security.Cryptography.RNGCryptoServiceProvider")
        {
            return (PurityRules.Random, $"new {type.Name}()");
        }

        var member = operation switch
        {
            IInvocationOperation invocation => invocation.TargetMethod,
            IMethodReferenceOperation reference => reference.Method,
            IMemberReferenceOperation reference when !IsOnlyWritten(reference) => reference.Member,
            _ => (ISymbol?)null,
        };
        if (member is null)
        {
            return null;
        }

        var rule = ImpureReads.Find(member) ?? (MutableStatics.Has(member, cancellation) ? PurityRules.MutableStatic : null);
        return rule is null ? null : (rule, $"{member.ContainingType.Name}.{member.Name}");
    }

    /// <summary>The members whose code runs as part of the operation.</summary>
    public static IEnumerable<ISymbol?> Runs(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation invocation:
                yield return invocation.TargetMethod;
                break;
            case IMethodReferenceOperation reference:
                yield return reference.Method;
                break;
            case IObjectCreationOperation creation:
                yield return creation.Constructor;
                break;
            case IPropertyReferenceOperation reference:
                yield return reference.Property;
                yield return IsOnlyWritten(reference) ? null : reference.Property.GetMethod;
                yield return IsWritten(reference) ? reference.Property.SetMethod : null;
                break;
            case IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false } field }:
                yield return field;
                break;
            case IBinaryOperation binary:
                yield return binary.OperatorMethod;
                break;
            case IUnaryOperation unary:
                yield return unary.OperatorMethod;
                break;
            case IConversionOperation conversion:
                yield return conversion.OperatorMethod;
                break;
        }
    }

    private static bool IsOnlyWritten(IMemberReferenceOperation reference) =>
        reference.Parent is ISimpleAssignmentOperation { IsRef: false } assignment && assignment.Target == reference
        || reference.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Out };

    private static bool IsWritten(IMemberReferenceOperation reference) =>
        reference.Parent is IAssignmentOperation assignment && assignment.Target == reference
        || reference.Parent is IIncrementOrDecrementOperation;
}
