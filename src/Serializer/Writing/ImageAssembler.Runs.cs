using System.Runtime.CompilerServices;
using Imaging.Format;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Writing;

internal sealed unsafe partial class ImageAssembler
{
    private void AddConstRuns(IEnumerable<NodeRun> runs)
    {
        foreach (NodeRun run in runs)
        {
            _constRuns.Add(new RawConstRun { Type = run.Recipe, Count = run.Count, Offset = (ulong)run.Offset, Length = (ulong)run.Length });
        }
    }

    private void AddMainRuns(IEnumerable<NodeRun> runs)
    {
        uint ordinal = 0;
        int unit = -1;
        foreach (NodeRun run in runs)
        {
            while (unit < run.Unit)
            {
                _rawUnits[++unit] = new RawUnit { FirstMainRun = (uint)_mainRuns.Count, FirstOrdinal = ordinal };
            }

            _mainRuns.Add(new RawMainRun
            {
                Type = run.Recipe,
                Count = run.Count,
                FirstOrdinal = run.FirstOrdinal,
                Kind = run.Treatment == NodeTreatment.Rebuilt ? MainRunKind.Rebuilt
                    : run.Treatment == NodeTreatment.Surrogate ? MainRunKind.Surrogates
                    : run.Type.HasComponents ? MainRunKind.Arrays : MainRunKind.Fields,
                Offset = (ulong)run.Offset,
                Length = (ulong)run.Length,
            });
            _rawUnits[unit].MainRunCount++;
            _rawUnits[unit].ObjectCount += run.Count;
            ordinal += run.Count;
        }

        while (unit < _rawUnits.Length - 1)
        {
            _rawUnits[++unit] = new RawUnit { FirstMainRun = (uint)_mainRuns.Count, FirstOrdinal = ordinal };
        }
    }

    private void WriteMain(IReadOnlyList<NodeRun> runs)
    {
        for (int run = 0; run < runs.Count; run++)
        {
            if (_mainRuns[run].Kind != MainRunKind.Surrogates)
            {
                _unitTypes[runs[run].Unit].Add(runs[run].Recipe);
            }

            WriteWords(runs[run]);
        }
    }

    private void WriteWords(NodeRun run)
    {
        if (run.Type.ReferenceOffsets.Length == 0)
        {
            return;
        }

        foreach (SectionBytes.Piece piece in run.Placed.Pieces)
        {
            WriteWords(piece.Start, piece.Start + piece.Length, run.Type, run.Unit);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteWords(byte* at, byte* end, CapturedType type, int unit)
    {
        int[] offsets = type.ReferenceOffsets;
        while (at < end)
        {
            byte* objectEnd = at + type.CapturedBytes(at);
            for (byte* element = type.HasComponents ? at + sizeof(long) : at; element < objectEnd; element += type.Bytes)
            {
                for (int i = 0; i < offsets.Length; i++)
                {
                    var word = (ulong*)(element + offsets[i]);
                    if (*word != 0)
                    {
                        *word = Word((int)(*word - 1), unit);
                    }
                }
            }

            at += ImageFormat.Align(objectEnd - at);
        }
    }
}
