using Microsoft.CodeAnalysis;

namespace Imaging.Generator;

/// <summary>What a declaration of a surrogate can get wrong.</summary>
internal static class SurrogateRules
{
    public static readonly DiagnosticDescriptor CannotBeMade = Rule(
        "IMG1013",
        "A surrogate's class cannot be used",
        "'{0}' cannot make surrogates: it {1}",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor NotForThisType = Rule(
        "IMG1014",
        "A surrogate cannot stand for this type",
        "'{0}' stands for '{1}', which {2}",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor DeclaredElsewhere = Rule(
        "IMG1015",
        "A surrogate is declared on another class than it stands for",
        "'{0}' stands for '{1}' and is declared on '{2}'; declare it on '{1}', or on the assembly",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor DeclaredTwice = Rule(
        "IMG1016",
        "A class has two surrogates",
        "'{0}' stands for '{1}', and so does '{2}'; declare one of them only",
        DiagnosticSeverity.Error,
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor NotDeclared = Rule(
        "IMG1017",
        "Nothing declares a surrogate",
        "No attribute names '{0}', so no build uses it; put '[ImageSurrogate(typeof({1}))]' on the class that it stands for, or on the assembly",
        DiagnosticSeverity.Warning,
        WellKnownDiagnosticTags.CompilationEnd);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity, params string[] tags) =>
        new(id, title, message, "Imaging", severity, isEnabledByDefault: true, helpLinkUri: Generator.Rule.HelpLink(id), customTags: tags);
}
