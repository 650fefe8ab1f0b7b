using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imaging.Generator;

/// <summary>Statics outside of the framework that something may set after the build has seen them.</summary>
internal static class MutableStatics
{
    public static bool Has(ISymbol member, CancellationToken cancellation) => member switch
    {
        IFieldSymbol field => field is { IsStatic: true, IsReadOnly: false, IsConst: false } && !IsFramework(field.ContainingAssembly),
        IPropertySymbol { IsStatic: true, SetMethod: not null } property =>
            !IsFramework(property.ContainingAssembly) && IsStored(property, cancellation),
        _ => false,
    };

    // A getter with a body is followed instead, and metadata does not tell whether a getter has one.
    private static bool IsStored(IPropertySymbol property, CancellationToken cancellation) =>
        property.DeclaringSyntaxReferences.All(reference =>
            reference.GetSyntax(cancellation) is PropertyDeclarationSyntax { AccessorList.Accessors: var accessors }
            && accessors.Any(accessor => accessor is { Body: null, ExpressionBody: null }));

    private static bool IsFramework(IAssemblySymbol assembly) =>
        assembly.Name is "mscorlib" or "netstandard" or "System" or "WindowsBase" or "PresentationCore" or "PresentationFramework"
        || assembly.Name.StartsWith("System.", StringComparison.Ordinal)
        || assembly.Name.StartsWith("Microsoft.", StringComparison.Ordinal);
}
