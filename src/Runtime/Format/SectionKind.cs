namespace Imaging.Format;

/// <summary>The sections of an image, in file order.</summary>
internal enum SectionKind : uint
{
    Strings,
    Dependencies,
    Types,
    FrameworkTypes,
    Indexes,
    Methods,
    Globals,
    Delegates,
    ConstRuns,
    MainRuns,
    Units,
    Linkages,
    Roots,
    Inputs,
    Knobs,
    Rebuilds,
    RebuildArguments,
    Pieces,
    Main,
    Const,
}
