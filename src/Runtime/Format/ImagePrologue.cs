namespace Imaging.Format;

/// <summary>Checks the header and the section table, before anything else of an image is looked at.</summary>
internal static unsafe class ImagePrologue
{
    private const int SectionCount = (int)SectionKind.Const + 1;

    // No table: an array that is initialised from data loads types of its own.
    internal static uint RecordSize(uint kind) => (SectionKind)kind switch
    {
        SectionKind.Dependencies => (uint)sizeof(RawDependency),
        SectionKind.Types => (uint)sizeof(RawType),
        SectionKind.FrameworkTypes => (uint)sizeof(RawFrameworkType),
        SectionKind.Indexes => (uint)sizeof(RawIndex),
        SectionKind.Methods => (uint)sizeof(RawMethod),
        SectionKind.Globals => (uint)sizeof(RawGlobal),
        SectionKind.Delegates => (uint)sizeof(RawDelegate),
        SectionKind.ConstRuns => (uint)sizeof(RawConstRun),
        SectionKind.MainRuns => (uint)sizeof(RawMainRun),
        SectionKind.Units => (uint)sizeof(RawUnit),
        SectionKind.Linkages => (uint)sizeof(RawLinkage),
        SectionKind.Roots => (uint)sizeof(RawRoot),
        SectionKind.Inputs => (uint)sizeof(RawInput),
        SectionKind.Knobs => (uint)sizeof(RawKnob),
        SectionKind.Rebuilds => (uint)sizeof(RawRebuild),
        SectionKind.RebuildArguments => (uint)sizeof(RawWord),
        SectionKind.Pieces => (uint)sizeof(RawPiece),
        _ => 1,
    };

    /// <param name="prologue">At least <see cref="ImageView.PrologueBytes"/> bytes of the file's start, or all of a shorter file.</param>
    /// <param name="available">How many bytes that is.</param>
    /// <param name="fileLength">Length of the whole file.</param>
    /// <exception cref="ImageFormatException">The file is no image of this format, version and pointer size, or is cut short or damaged.</exception>
    internal static void Check(byte* prologue, long available, long fileLength)
    {
        if (available < ImageView.PrologueBytes)
        {
            throw new ImageFormatException(
                fileLength == 0 ? "the image is empty" : $"the image is cut short: {fileLength} bytes are less than a header");
        }

        ref readonly RawHeader header = ref *(RawHeader*)prologue;
        if (header.Magic != ImageFormat.Magic)
        {
            throw new ImageFormatException("the file is not an image");
        }

        if (header.Version != ImageFormat.Version)
        {
            throw new ImageFormatException($"the image has format version {header.Version}, this Imaging.Runtime reads version {ImageFormat.Version}");
        }

        if (header.PointerSize != sizeof(nint))
        {
            throw new ImageFormatException($"the image is for {header.PointerSize * 8}-bit processes, this one has {sizeof(nint) * 8} bits");
        }

        if (header.FileLength != (ulong)fileLength || fileLength % ImageFormat.Alignment != 0)
        {
            throw new ImageFormatException($"the image is cut short or was added to: it has {fileLength} bytes instead of {header.FileLength}");
        }

        if (header.SectionCount != SectionCount)
        {
            ImageFormatException.Throw($"{header.SectionCount} sections instead of {SectionCount}");
        }

        CheckSections((RawSection*)(prologue + sizeof(RawHeader)), header.FileLength);
    }

    private static void CheckSections(RawSection* sections, ulong fileLength)
    {
        ulong end = (ulong)ImageFormat.Align(ImageView.PrologueBytes);
        for (int i = 0; i < SectionCount; i++)
        {
            ref readonly RawSection section = ref sections[i];
            if (section.Kind != (SectionKind)i
                || section.RecordSize != RecordSize((uint)i)
                || section.Offset != end
                || section.Length > fileLength - section.Offset
                || section.Length % section.RecordSize != 0
                || section.Length / section.RecordSize > int.MaxValue)
            {
                ImageFormatException.Throw($"section {i} of the section table");
            }

            end = (ulong)ImageFormat.Align((long)(section.Offset + section.Length));
        }

        if (end != fileLength)
        {
            ImageFormatException.Throw("the section table does not end with the file");
        }
    }
}
