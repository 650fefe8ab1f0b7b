using System.Collections.Concurrent;
using System.Reflection;

namespace Imaging.Serializer.Capture;

/// <summary>The surrogate of a class, or why there is none although one is declared.</summary>
internal sealed record SurrogateMatch(Type? Class, CaptureRefusal? Refusal)
{
    internal static SurrogateMatch Refused(string code, string text) => new(null, new CaptureRefusal(code, text));
}

/// <summary>
/// Finds the class that makes surrogates of objects: one that is declared for their class, else for the nearest base, else
/// for an interface. The package that is captured decides before the assembly that defines the class, and that before others.
/// </summary>
/// <param name="package">Simple name of the package that is captured.</param>
/// <param name="declarations">What it and its closure declare.</param>
/// <param name="load">Loads an assembly of the closure.</param>
internal sealed class SurrogateLookup(string package, IReadOnlyList<SurrogateDeclaration> declarations, Func<AssemblyName, Assembly> load)
{
    private readonly ConcurrentDictionary<Type, SurrogateMatch?> _matches = [];

    /// <summary>What is declared for a class; <see langword="null"/> where nothing is.</summary>
    internal SurrogateMatch? Of(Type type) =>
        declarations.Count == 0 || type.IsValueType || type.IsArray ? null : _matches.GetOrAdd(type, Find);

    private SurrogateMatch? Find(Type type)
    {
        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            if (For(level) is { Count: > 0 } declared)
            {
                IReadOnlyList<SurrogateDeclaration> meant = [.. declared.Where(declaration => level == type || declaration.IncludesDerived || declaration.Problem is not null)];
                return meant.Count > 0
                    ? Choose(level, meant)
                    : SurrogateMatch.Refused(
                        DiagnosticCodes.SurrogateNotUsable,
                        $"{type} derives from {level}, and the surrogate {declared[0].Surrogate} stands for {level} alone; declare a surrogate for {type}, or set IncludeDerivedTypes");
            }
        }

        Type[] interfaces = [.. type.GetInterfaces().Where(implemented => For(implemented).Count > 0)];
        Type[] nearest = [.. interfaces.Where(implemented => !interfaces.Any(other => other != implemented && implemented.IsAssignableFrom(other)))];
        return nearest switch
        {
            [] => null,
            [var only] => Choose(only, For(only)),
            [var first, var second, ..] => SurrogateMatch.Refused(
                DiagnosticCodes.SurrogatesConflict,
                $"{type} implements {first} and {second}, which both have a surrogate; declare one for {type}"),
        };
    }

    private List<SurrogateDeclaration> For(Type type) => [.. declarations.Where(declaration => declaration.IsFor(type))];

    private SurrogateMatch Choose(Type target, IReadOnlyList<SurrogateDeclaration> declared)
    {
        string definedBy = target.Assembly.GetName().Name ?? "";
        foreach (string? decides in new[] { package, definedBy, null })
        {
            SurrogateDeclaration[] ofOne = [.. declared.Where(declaration => decides is null || declaration.DeclaredBy == decides)];
            switch (ofOne)
            {
                case []:
                    continue;
                case [{ Problem: { } problem } bad]:
                    return SurrogateMatch.Refused(DiagnosticCodes.SurrogateNotUsable, $"{bad.DeclaredBy} declares a surrogate of {target} that cannot be used: {problem}");
                case [var only]:
                    return Close(target, only);
                default:
                    return SurrogateMatch.Refused(
                        DiagnosticCodes.SurrogatesConflict,
                        $"{target} has several surrogates: {string.Join(" and ", ofOne.Select(static declaration => $"{declaration.Surrogate} of {declaration.DeclaredBy}"))}; {(decides == package ? "declare one of them only" : $"declare the one to use in {package}")}");
            }
        }

        throw new ArgumentException("Nothing is declared.", nameof(declared));
    }

    private SurrogateMatch Close(Type target, SurrogateDeclaration declaration)
    {
        try
        {
            Type found = declaration.Surrogate.In(load);
            return new SurrogateMatch(found.IsGenericTypeDefinition ? found.MakeGenericType(target.GetGenericArguments()) : found, null);
        }
        catch (ArgumentException exception)
        {
            return SurrogateMatch.Refused(DiagnosticCodes.SurrogateNotUsable, $"the surrogate {declaration.Surrogate} cannot be made for {target}: {exception.Message}");
        }
    }
}
