using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imaging.Generator;

/// <summary>An attribute that names a surrogate.</summary>
internal sealed class SurrogateDeclaration(INamedTypeSymbol surrogate, ITypeSymbol? target, INamedTypeSymbol? declaring, bool includesDerived, Location location)
{
    public INamedTypeSymbol Surrogate => surrogate;

    /// <summary>What it stands for; <see langword="null"/> where it is no surrogate.</summary>
    public ITypeSymbol? Target => target;

    public Location Location => location;

    public static SurrogateDeclaration? Read(AttributeSyntax syntax, SemanticModel model, INamedTypeSymbol contract, CancellationToken cancellation)
    {
        if (syntax.ArgumentList is not { Arguments: { Count: > 0 } arguments }
            || arguments[0] is not { NameEquals: null, Expression: TypeOfExpressionSyntax { Type: { } named } }
            || model.GetTypeInfo(named, cancellation).Type is not INamedTypeSymbol { TypeKind: not TypeKind.Error } surrogate)
        {
            return null;
        }

        var includesDerived = arguments.Any(static argument =>
            argument is { NameEquals.Name.Identifier.Text: "IncludeDerivedTypes", Expression: var value } && value.IsKind(SyntaxKind.TrueLiteralExpression));
        var declaring = syntax.Parent?.Parent is BaseTypeDeclarationSyntax type ? model.GetDeclaredSymbol(type, cancellation) : null;
        return new(surrogate, TargetOf(surrogate.IsUnboundGenericType ? surrogate.OriginalDefinition : surrogate, contract), declaring, includesDerived, named.GetLocation());
    }

    public static ITypeSymbol? TargetOf(INamedTypeSymbol surrogate, INamedTypeSymbol contract)
    {
        for (var level = surrogate.BaseType; level is not null; level = level.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(level.OriginalDefinition, contract))
            {
                return level.TypeArguments[0];
            }
        }

        return null;
    }

    public bool IsForSame(SurrogateDeclaration other) =>
        target is not null && other.Target is not null && SymbolEqualityComparer.Default.Equals(Key(target), Key(other.Target));

    public Diagnostic? Problem(Compilation compilation)
    {
        if (CannotBeMade() is { } reason)
        {
            return Diagnostic.Create(SurrogateRules.CannotBeMade, location, surrogate.Name, reason);
        }

        if (NotForTarget(compilation) is { } obstacle)
        {
            return Diagnostic.Create(SurrogateRules.NotForThisType, location, surrogate.Name, target!.ToDisplayString(), obstacle);
        }

        return declaring is not null && !SymbolEqualityComparer.Default.Equals(declaring.OriginalDefinition, target!.OriginalDefinition)
            ? Diagnostic.Create(SurrogateRules.DeclaredElsewhere, location, surrogate.Name, target.ToDisplayString(), declaring.ToDisplayString())
            : null;
    }

    private string? CannotBeMade()
    {
        if (target is null)
        {
            return "does not derive from 'ImageSurrogate<T, TSurrogate>'";
        }

        if (surrogate.IsAbstract)
        {
            return "is abstract";
        }

        if (surrogate.OriginalDefinition.InstanceConstructors.All(static constructor => constructor.Parameters.Length > 0))
        {
            return "has no constructor without parameters";
        }

        if (surrogate.Arity > 0 && !surrogate.IsUnboundGenericType)
        {
            return $"is one instantiation of a generic class; name the class itself, as 'typeof({surrogate.Name}<{new string(',', surrogate.Arity - 1)}>)'";
        }

        return surrogate.Arity > 0 && !(target is INamedTypeSymbol generic && generic.TypeArguments.SequenceEqual<ISymbol>(surrogate.OriginalDefinition.TypeParameters, SymbolEqualityComparer.Default))
            ? $"has other type parameters than '{target.ToDisplayString()}', or in another order"
            : null;
    }

    private string? NotForTarget(Compilation compilation) => target switch
    {
        not INamedTypeSymbol or { TypeKind: TypeKind.Delegate } => "is no class of a package; give a surrogate to the class that holds it",
        _ when SymbolEqualityComparer.Default.Equals(target.ContainingAssembly, compilation.GetSpecialType(SpecialType.System_Object).ContainingAssembly) =>
            "is a type of the framework; give a surrogate to the class of yours that holds it",
        { IsAbstract: true } when !includesDerived => "no object is itself; set 'IncludeDerivedTypes', or declare surrogates for the classes that objects have",
        _ => null,
    };

    private static ITypeSymbol Key(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsGenericType: true } generic && generic.TypeArguments.Any(static argument => argument is ITypeParameterSymbol) ? generic.OriginalDefinition : type;
}
