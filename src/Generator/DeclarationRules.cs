using Microsoft.CodeAnalysis;

namespace Imaging.Generator;

/// <summary>What a declaration of a root can get wrong.</summary>
internal static class DeclarationRules
{
    public static readonly DiagnosticDescriptor NotStatic = Error(
        "IMG1001",
        "An image root must be static",
        "Image root '{0}' is not static; add the 'static' modifier");

    public static readonly DiagnosticDescriptor NotPartial = Error(
        "IMG1002",
        "An image root must be partial",
        "Image root '{0}' is not partial; write it as 'static partial' with '{{ get; }}' and leave its implementation to the generator");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Error(
        "IMG1003",
        "Every type around an image root must be partial",
        "Image root '{0}' is declared in '{1}', which is not partial; add the 'partial' modifier to '{1}'");

    public static readonly DiagnosticDescriptor NotReadOnly = Error(
        "IMG1004",
        "An image root must have a getter and nothing else",
        "Image root '{0}' has other accessors than a getter; declare only '{{ get; }}', because its value is set once by its image or its builder");

    public static readonly DiagnosticDescriptor BuilderMissing = Error(
        "IMG1005",
        "The builder of an image root does not exist",
        "Image root '{0}' names the builder '{1}', which neither '{2}' nor a base type declares as a method; add '{3}' to '{2}'");

    public static readonly DiagnosticDescriptor BuilderSignature = Error(
        "IMG1006",
        "The builder of an image root has the wrong signature",
        "Builder '{0}' of image root '{1}' {2}; declare it as '{3}'");

    public static readonly DiagnosticDescriptor UnsupportedContainer = Error(
        "IMG1007",
        "An image root cannot be declared here",
        "Image root '{0}' is declared in {1}; move it to a type that is not generic and that other files can see");

    public static readonly DiagnosticDescriptor LanguageTooOld = Error(
        "IMG1008",
        "The C# version has no partial properties",
        "Image root '{0}' needs partial properties, which C# {1} does not have; set LangVersion to 13.0 or later, or hold the root in a 'static readonly ImageRoot<T>' field");

    public static readonly DiagnosticDescriptor UnsupportedType = Error(
        "IMG1009",
        "An image root cannot have this type",
        "Image root '{0}' has the type '{1}', which cannot be restored from an image; use a type that is not by reference, not a ref struct and without pointers");

    public static readonly DiagnosticDescriptor Indexer = Error(
        "IMG1010",
        "An image root cannot be an indexer",
        "'{0}' is an indexer and cannot be an image root; declare a static partial property that returns the whole collection");

    public static readonly DiagnosticDescriptor AlreadyImplemented = Error(
        "IMG1011",
        "An image root must leave its implementation to the generator",
        "Image root '{0}' already has an implementation; remove the body, the initializer or the implementing part and declare only '{{ get; }}'");

    public static readonly DiagnosticDescriptor RootNotHeld = new(
        "IMG1012",
        "An ImageRoot<T> must initialize a static readonly field",
        "This ImageRoot<{0}> does not initialize a static readonly field of a non-generic type, so no build finds it and its builder always runs; assign it where such a field is declared",
        "Imaging",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.HelpLink("IMG1012"));

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "Imaging", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Rule.HelpLink(id));
}
