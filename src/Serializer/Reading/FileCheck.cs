using Imaging.Format;

namespace Imaging.Serializer.Reading;

/// <summary>Checks what covers the file as a whole: its hashes, its flags, and the padding that no section holds.</summary>
internal static unsafe class FileCheck
{
    internal static void Run(ImageBytes image, FindingList findings)
    {
        ref readonly RawHeader header = ref image.View.Header;
        if (image.FindDamage() is { } damage)
        {
            findings.Add(DiagnosticCodes.ContentHashDiffers, $"{damage}: the file changed after it was written");
        }

        BuildId buildId = image.ComputeBuildId();
        if (buildId != header.BuildId)
        {
            findings.Add(DiagnosticCodes.BuildIdDiffers, $"the build id is {header.BuildId}, that of the content is {buildId}: the image was changed on purpose, or not made by Imaging");
        }

        if ((header.Flags & ~ImageFormat.VerifiedFlag) != 0)
        {
            findings.Add(DiagnosticCodes.TableDamaged, $"the header has the unknown flags {header.Flags:x2}");
        }

        long end = ImageView.PrologueBytes;
        for (SectionKind kind = 0; kind <= SectionKind.Const; kind++)
        {
            ref readonly RawSection section = ref image.View.Section(kind);
            CheckPadding(image, end, (long)section.Offset, kind, findings);
            end = (long)(section.Offset + section.Length);
        }

        CheckPadding(image, end, image.Length, SectionKind.Const, findings);
    }

    private static void CheckPadding(ImageBytes image, long from, long to, SectionKind kind, FindingList findings)
    {
        if (new ReadOnlySpan<byte>(image.Start + from, (int)(to - from)).ContainsAnyExcept((byte)0))
        {
            findings.Add(DiagnosticCodes.TableDamaged, $"the padding at {from:x}, by the section {kind}, is not zero");
        }
    }
}
