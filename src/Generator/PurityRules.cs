using Microsoft.CodeAnalysis;

namespace Imaging.Generator;

/// <summary>What makes a builder's result depend on more than code and declared inputs: one rule for each kind of cause.</summary>
internal static class PurityRules
{
    public static readonly DiagnosticDescriptor Clock = Warning(
        "IMG1101",
        "A builder reads the clock",
        "the clock",
        "read it when the program runs, outside of the root");

    public static readonly DiagnosticDescriptor Environment = Warning(
        "IMG1102",
        "A builder reads the environment",
        "the environment",
        "read it when the program runs, outside of the root, or declare a file with ImagingInput");

    public static readonly DiagnosticDescriptor Culture = Warning(
        "IMG1103",
        "A builder reads the current culture",
        "the current culture",
        "use the invariant culture or name one");

    public static readonly DiagnosticDescriptor TimeZone = Warning(
        "IMG1104",
        "A builder reads the local time zone",
        "the local time zone",
        "use UTC or name a time zone");

    public static readonly DiagnosticDescriptor Random = Warning(
        "IMG1105",
        "A builder reads random numbers",
        "numbers that differ from process to process",
        "use a seeded generator or a stable hash, or make them when the program runs");

    public static readonly DiagnosticDescriptor Directory = Warning(
        "IMG1106",
        "A builder reads where the program lies",
        "a place that is another one during the build",
        "declare the file with ImagingInput and open it with ImagingInputs.Open");

    public static readonly DiagnosticDescriptor MutableStatic = Warning(
        "IMG1107",
        "A builder reads a mutable static",
        "a static that can change",
        "make it readonly or a constant");

    private static DiagnosticDescriptor Warning(string id, string title, string what, string remedy) => new(
        id,
        title,
        "Builder '{0}' of image root '{1}' reads " + what + " ('{2}'), and the image keeps what the build saw; " + remedy,
        "Imaging",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.HelpLink(id));
}
