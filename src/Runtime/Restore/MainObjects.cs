using Imaging.Format;

namespace Imaging.Restore;

/// <summary>The main objects of one unit, by ordinal.</summary>
internal sealed class MainObjects
{
    /// <exception cref="ImageFormatException">The unit's runs are damaged.</exception>
    internal MainObjects(ImageView image, in RawUnit unit)
    {
        FirstOrdinal = unit.FirstOrdinal;
        image.MainRuns.CheckRange(unit.FirstMainRun, unit.MainRunCount);
        CheckCounts(image, unit);
        Objects = new object[unit.ObjectCount];
    }

    internal uint FirstOrdinal { get; }

    /// <summary>Those that are made from surrogates are null until then.</summary>
    internal object[] Objects { get; }

    /// <summary>The object with an ordinal.</summary>
    /// <exception cref="ImageFormatException">It belongs to another unit, or to none.</exception>
    internal object this[ulong ordinal]
    {
        get
        {
            ulong index = ordinal - FirstOrdinal;
            return index < (ulong)Objects.Length ? Objects[index] : throw new ImageFormatException($"the image is damaged: main object {ordinal}");
        }
    }

    // The sum is compared before anything is allocated: a forged count may not exhaust memory.
    private static void CheckCounts(ImageView image, in RawUnit unit)
    {
        ulong next = unit.FirstOrdinal;
        for (uint i = 0; i < unit.MainRunCount; i++)
        {
            ref readonly RawMainRun run = ref image.MainRuns[unit.FirstMainRun + i];
            if (run.FirstOrdinal != next
                || run.Offset > image.MainLength
                || run.Length > image.MainLength - run.Offset
                || (run.Kind < MainRunKind.Rebuilt && (ulong)run.Count * sizeof(ulong) > run.Length)
                || (run.Kind >= MainRunKind.Rebuilt && run.Count > unit.RebuildCount)
                || run.Kind > MainRunKind.Surrogates
                || run.Offset % ImageFormat.Alignment != 0)
            {
                ImageFormatException.Throw($"main run {unit.FirstMainRun + i}");
            }

            next += run.Count;
        }

        if (next != (ulong)unit.FirstOrdinal + unit.ObjectCount)
        {
            ImageFormatException.Throw("the object count of a unit");
        }
    }
}
