using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Imaging.Generator;

/// <summary>
/// The method that <c>[ImageRoot]</c> names, sought in the property's type and its base types.
/// <see cref="Found"/> without <see cref="Usable"/> is a method that cannot be the builder because of <see cref="Problem"/>.
/// </summary>
internal sealed class BuilderLookup
{
    public string Name { get; private init; } = "";

    public IMethodSymbol? Found { get; private init; }

    public string? Problem { get; private init; }

    public IMethodSymbol? Usable => Problem is null ? Found : null;

    public static BuilderLookup Find(IPropertySymbol property, AttributeData attribute, Compilation compilation)
    {
        var name = attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "";
        BuilderLookup? unusable = null;
        for (var type = property.ContainingType; type is not null && name.Length > 0; type = type.BaseType)
        {
            foreach (var method in type.GetMembers(name).OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary))
            {
                var candidate = new BuilderLookup { Name = name, Found = method, Problem = ProblemOf(method, property, compilation) };
                if (candidate.Usable is not null)
                {
                    return candidate;
                }

                unusable ??= candidate;
            }
        }

        return unusable ?? new() { Name = name };
    }

    public Finding? Explain(IPropertySymbol property, string root, Location attribute)
    {
        if (Found is null)
        {
            var type = property.ContainingType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            return Finding.At(attribute, DeclarationRules.BuilderMissing, root, Name, type, Signature(property, Name));
        }

        var place = Found.Locations.FirstOrDefault(location => location.IsInSource) ?? attribute;
        return Problem is null
            ? null
            : Finding.At(place, DeclarationRules.BuilderSignature, Name, root, Problem, Signature(property, Name));
    }

    private static string Signature(IPropertySymbol property, string name) =>
        $"static {property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {(name.Length > 0 ? name : "Create" + property.Name)}()";

    private static string? ProblemOf(IMethodSymbol method, IPropertySymbol property, Compilation compilation)
    {
        if (!method.IsStatic)
        {
            return "is not static";
        }

        if (method.Parameters.Length > 0)
        {
            return "has parameters";
        }

        if (method.IsGenericMethod)
        {
            return "is generic";
        }

        if (method.IsAbstract || method.IsVirtual)
        {
            return "is abstract or virtual";
        }

        if (!compilation.IsSymbolAccessibleWithin(method, property.ContainingType))
        {
            return "is not accessible";
        }

        // The compiler reports a type that does not exist; nothing can be said about its conversions.
        if (method.ReturnType.TypeKind == TypeKind.Error || property.Type.TypeKind == TypeKind.Error)
        {
            return null;
        }

        // Func<T> binds to a method only through these two conversions: a boxing or user-defined one needs a call.
        var conversion = compilation.ClassifyConversion(method.ReturnType, property.Type);
        return method.RefKind == RefKind.None && (conversion.IsIdentity || conversion is { IsImplicit: true, IsReference: true })
            ? null
            : $"returns '{(method.RefKind == RefKind.None ? "" : "ref ")}{method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'";
    }
}
