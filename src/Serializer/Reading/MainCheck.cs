using Imaging.Format;

namespace Imaging.Serializer.Reading;

/// <summary>Checks that the runs of main objects are in order and filled by what they hold.</summary>
internal sealed unsafe class MainCheck(ImageView image, FindingList findings)
{
    private const uint ObjectOverhead = 2 * sizeof(ulong);
    private const uint ArrayBaseSize = 3 * sizeof(ulong);

    private readonly ElementPieces? _elements = ElementPieces.Of(image);

    internal void Run()
    {
        findings.ForEach(DiagnosticCodes.MainDamaged, "main run", image.MainRuns.Count, CheckRun);
        findings.Check(DiagnosticCodes.MainDamaged, "pieces of arrays", () => _elements?.RequireAll());
        ulong end = image.MainRuns.Count == 0 ? 0 : EndOf(image.MainRuns[image.MainRuns.Count - 1]);
        if (end != image.MainLength)
        {
            findings.Add(DiagnosticCodes.MainDamaged, $"the main runs end at {end:x}, the main section at {image.MainLength:x}");
        }
    }

    private static ulong EndOf(in RawMainRun run) => run.Offset + run.Length;

    private void CheckRun(uint index)
    {
        ref readonly RawMainRun run = ref image.MainRuns[index];
        ulong offset = index == 0 ? 0 : EndOf(image.MainRuns[index - 1]);
        ulong ordinal = index == 0 ? 0 : (ulong)image.MainRuns[index - 1].FirstOrdinal + image.MainRuns[index - 1].Count;
        if (run.Offset != offset || run.FirstOrdinal != ordinal || run.Count == 0
            || run.Offset > image.MainLength || run.Length > image.MainLength - run.Offset)
        {
            throw new ImageFormatException($"it takes {run.Length} bytes at {run.Offset:x} from ordinal {run.FirstOrdinal}, where {offset:x} and {ordinal} are next");
        }

        ref readonly RawType type = ref image.Types[run.Type];
        if (run.Kind != MainRunKind.Surrogates && (type.Flags & TypeFlags.HasObjects) == 0)
        {
            throw new ImageFormatException($"the type {run.Type} has no objects");
        }

        bool holds = run.Kind switch
        {
            MainRunKind.Fields => type.ComponentSize == 0 && run.Length == (ulong)run.Count * (type.BaseSize - ObjectOverhead),
            MainRunKind.Arrays => type.Recipe == TypeRecipe.Vector && type.BaseSize == ArrayBaseSize && type.ComponentSize > 0 && FillsRun(run, type),
            MainRunKind.Rebuilt => (type.ComponentSize == 0 || type.Recipe == TypeRecipe.Array) && run.Length == 0,
            MainRunKind.Surrogates => run.Length == 0,
            _ => false,
        };
        if (!holds)
        {
            throw new ImageFormatException($"its {run.Count} objects of the kind {(uint)run.Kind} do not take {run.Length} bytes");
        }
    }

    private bool FillsRun(in RawMainRun run, in RawType type)
    {
        byte* at = image.Main + run.Offset;
        ulong room = run.Length;
        for (uint i = 0; i < run.Count; i++)
        {
            ulong length = room >= sizeof(ulong) ? *(ulong*)at : ulong.MaxValue;
            if (length > int.MaxValue)
            {
                return false;
            }

            ulong size = sizeof(ulong) + (ulong)ImageFormat.Align((long)(length * type.ComponentSize));
            if (size > room)
            {
                return false;
            }

            _elements?.Take(run.Offset + run.Length - room + sizeof(ulong), length * type.ComponentSize, type.ComponentSize);
            at += size;
            room -= size;
        }

        return room == 0;
    }
}
