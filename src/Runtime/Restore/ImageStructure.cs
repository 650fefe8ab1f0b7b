using Imaging.Format;

namespace Imaging.Restore;

/// <summary>Checks that the parts of an image lie behind each other: what two parts shared would be decoded twice, or have two types.</summary>
internal static class ImageStructure
{
    /// <exception cref="ImageFormatException">They do not.</exception>
    internal static void Check(ImageView image)
    {
        ulong offset = 0;
        for (uint i = 0; i < image.ConstRuns.Count; i++)
        {
            ref readonly RawConstRun run = ref image.ConstRuns[i];
            if (run.Offset != offset || run.Length > image.ConstLength - offset || (i > 0 && image.ConstRuns[i - 1].Type >= run.Type))
            {
                ImageFormatException.Throw($"const run {i}");
            }

            offset += run.Length;
        }

        ulong end = 0;
        for (uint i = 0; i < image.MainRuns.Count; i++)
        {
            ref readonly RawMainRun run = ref image.MainRuns[i];
            if (run.Offset != end || run.Length > image.MainLength - end)
            {
                ImageFormatException.Throw($"main run {i}");
            }

            end += run.Length;
        }

        if (offset != image.ConstLength || end != image.MainLength)
        {
            ImageFormatException.Throw("its runs do not fill their sections");
        }

        CheckUnits(image);
        CheckPieces(image);
    }

    private static void CheckPieces(ImageView image)
    {
        ulong constStart = image.ConstOffset - image.MainOffset;
        ulong end = 0;
        for (uint i = 0; i < image.Pieces.Count; i++)
        {
            ref readonly RawPiece piece = ref image.Pieces[i];
            ulong next = piece.End;
            if (next <= end || (end < constStart && next > constStart) || piece.Kind > (end < constStart ? PieceKind.Elements : PieceKind.Objects))
            {
                ImageFormatException.Throw($"piece {i}");
            }

            end = next;
        }

        if (image.MainOffset + end != image.Header.FileLength)
        {
            ImageFormatException.Throw("its pieces do not cover its sections");
        }
    }

    private static void CheckUnits(ImageView image)
    {
        ulong runs = 0;
        ulong objects = 0;
        ulong delegates = 0;
        ulong rebuilds = 0;
        for (uint i = 0; i < image.Units.Count; i++)
        {
            ref readonly RawUnit unit = ref image.Units[i];
            if (unit.FirstMainRun != runs
                || unit.FirstOrdinal != objects
                || (unit.DelegateCount > 0 && unit.FirstDelegate != delegates)
                || (unit.RebuildCount > 0 && unit.FirstRebuild != rebuilds))
            {
                ImageFormatException.Throw($"unit {i} does not begin where the one before it ends");
            }

            runs += unit.MainRunCount;
            objects += unit.ObjectCount;
            delegates += unit.DelegateCount;
            rebuilds += unit.RebuildCount;
        }

        if (runs != image.MainRuns.Count || delegates != image.Delegates.Count || rebuilds != image.Rebuilds.Count)
        {
            ImageFormatException.Throw("its units do not cover its objects");
        }
    }
}
