namespace Imaging.Format;

/// <summary>The sections of an image, in file order.</summary>
internal enum SectionKind : uint
{
    Strings,
    Dependencies,
    Types,
    Indexes,
    Methods,
    Globals,
    Delegates,
    ConstRuns,
    MainRuns,
    Units,
    Roots,
    Inputs,
    Knobs,
    Rebuilds,
    RebuildArguments,
    Main,
    Const,
}
