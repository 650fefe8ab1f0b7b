using System.Runtime.CompilerServices;
using Imaging.Format;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Writing;

/// <summary>
/// Gives every captured object with bytes its place in the const or the main section, in the order of units, then types,
/// then as they were met, and puts its bytes there, unless they are so many that they better stay where they are. References
/// in them are still numbers of nodes.
/// </summary>
/// <remarks>Twice through all nodes: what a run takes has to be known before the next one begins.</remarks>
internal sealed unsafe class NodePlacement
{
    private const int HeaderBytes = 8;

    // More than this are no longer in a cache when they are copied.
    private const long LargeFrom = 1 << 20;

    private readonly GraphCapture _capture;
    private readonly UnitPartition _units;
    private readonly Func<CapturedType, NodeTreatment, uint> _recipeOf;
    private readonly ReferenceWord[] _words;
    private readonly NodeRun?[] _constRuns;
    private readonly NodeRun?[] _mainRuns;
    private readonly List<int> _others = [];

    /// <param name="capture">The graphs.</param>
    /// <param name="units">The units of their roots.</param>
    /// <param name="recipeOf">Makes the recipe of a type as its first object is met.</param>
    internal NodePlacement(GraphCapture capture, UnitPartition units, Func<CapturedType, NodeTreatment, uint> recipeOf)
    {
        _capture = capture;
        _units = units;
        _recipeOf = recipeOf;
        _words = new ReferenceWord[capture.Count];
        _constRuns = new NodeRun?[capture.Types.Count];
        _mainRuns = new NodeRun?[capture.Types.Count * Math.Max(units.Count, 1)];
        BytesOf = new long[units.Roots];
        Measure();
        ConstRuns = InOrder(_constRuns);
        MainRuns = InOrder(_mainRuns);
        Const = Arrange(ConstRuns);
        Main = Arrange(MainRuns);
        Place();
        AddPlaced(ConstRuns, Const);
        AddPlaced(MainRuns, Main);
    }

    internal SectionBytes Const { get; }

    internal SectionBytes Main { get; }

    internal IReadOnlyList<NodeRun> ConstRuns { get; }

    internal IReadOnlyList<NodeRun> MainRuns { get; }

    /// <summary>The words of placed nodes; those of others are still null.</summary>
    internal ReferenceWord[] Words => _words;

    /// <summary>Nodes without bytes, in order: all but those that dependencies' images own.</summary>
    internal IReadOnlyList<int> Others => _others;

    /// <summary>Of each root, what the objects that were met first in its walk take.</summary>
    internal long[] BytesOf { get; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Measure()
    {
        for (int node = 0; node < _words.Length; node++)
        {
            ref readonly CapturedNode captured = ref _capture[node];
            if (captured.Kind is not (NodeKind.Const or NodeKind.Main))
            {
                if (captured.Kind != NodeKind.External)
                {
                    _others.Add(node);
                }

                continue;
            }

            NodeRun run = RunSlot(captured) ?? Begin(captured);
            long size = SizeOf(captured, run.Type);
            run.Count++;
            run.Length += size;
            run.OwnLength += IsKept(captured, size) ? 0 : size;
            BytesOf[captured.Root] += size;
        }
    }

    private NodeRun Begin(in CapturedNode node)
    {
        CapturedType type = _capture.Types[node.Number];
        return RunSlot(node) = new NodeRun(node.Kind == NodeKind.Const ? 0 : _units[node.Root], type, _recipeOf(type, node.Treatment), node.Treatment);
    }

    private ref NodeRun? RunSlot(in CapturedNode node) => ref node.Kind == NodeKind.Const
        ? ref _constRuns[node.Number]
        : ref _mainRuns[(_units[node.Root] * _constRuns.Length) + node.Number];

    private static NodeRun[] InOrder(NodeRun?[] runs)
    {
        NodeRun[] found = Array.FindAll(runs, static run => run is not null)!;
        Array.Sort(found, static (left, right) => left.Unit != right.Unit ? left.Unit.CompareTo(right.Unit) : left.Recipe.CompareTo(right.Recipe));
        return found;
    }

    private static SectionBytes Arrange(IReadOnlyList<NodeRun> runs)
    {
        long length = 0;
        long ownLength = 0;
        uint ordinal = 0;
        foreach (NodeRun run in runs)
        {
            run.Offset = run.Next = length;
            run.FirstOrdinal = run.NextOrdinal = ordinal;
            length += run.Length;
            ownLength += run.OwnLength;
            ordinal += run.Count;
        }

        var section = new SectionBytes(ownLength);
        byte* own = section.Own;
        foreach (NodeRun run in runs)
        {
            run.FirstOwn = run.NextOwn = own;
            own += run.OwnLength;
        }

        return section;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Place()
    {
        for (int node = 0; node < _words.Length; node++)
        {
            ref readonly CapturedNode captured = ref _capture[node];
            if (captured.Kind is not (NodeKind.Const or NodeKind.Main))
            {
                continue;
            }

            NodeRun run = RunSlot(captured)!;
            bool isConst = captured.Kind == NodeKind.Const;
            _words[node] = isConst ? ReferenceWord.Encode(ReferenceTag.Const, (ulong)run.Next) : ReferenceWord.Encode(ReferenceTag.Main, run.NextOrdinal++);
            long size = SizeOf(captured, run.Type);
            Cut(run, size, isConst);
            run.Next += size;
            if (IsKept(captured, size))
            {
                run.AddOwn();
                run.Placed.Add((byte*)captured.Data, size);
                continue;
            }

            if (captured.Data != 0)
            {
                var data = (byte*)captured.Data;
                byte* target = isConst ? run.NextOwn + (2 * HeaderBytes) : run.NextOwn;
                long bytes = run.Type.CapturedBytes(data);
                Buffer.MemoryCopy(data, target, bytes, bytes);
            }

            run.NextOwn += size;
        }
    }

    // Strings are placed piece by piece, and the elements of large main arrays are filled so.
    private static void Cut(NodeRun run, long size, bool isConst)
    {
        if (run.Next - (run.Cuts is [.., PieceCut last] ? last.Offset : run.Offset) >= RawPiece.UsualBytes)
        {
            run.Cuts.Add(new PieceCut(run.Next));
        }

        if (size < LargeFrom || !run.Type.HasComponents || run.Type.Type == typeof(string))
        {
            return;
        }

        bool isFilled = !isConst && run.Type.ReferenceOffsets.Length > 0;
        PieceKind kind = isFilled ? PieceKind.Elements : PieceKind.Objects;
        long end = run.Next + size;
        long elements = run.Next + sizeof(long);
        int step = Math.Max(RawPiece.UsualBytes / run.Type.Bytes, 1) * run.Type.Bytes;
        run.Cuts.Add(new PieceCut(elements, IsForced: isFilled));
        for (long at = elements + step; at < end; at += step)
        {
            run.Cuts.Add(new PieceCut(at, kind, IsForced: isFilled));
        }

        run.Cuts.Add(new PieceCut(end, kind, IsForced: isFilled));
    }

    private static void AddPlaced(IReadOnlyList<NodeRun> runs, SectionBytes section)
    {
        foreach (NodeRun run in runs)
        {
            run.AddOwn();
            section.Cuts.Add(new PieceCut(run.Offset));
            section.Cuts.AddRange(run.Cuts);
            foreach (SectionBytes.Piece piece in run.Placed.Pieces)
            {
                section.Add(piece.Start, piece.Length);
            }
        }
    }

    // What was captured of an array begins and ends as its bytes in the section do.
    private static bool IsKept(in CapturedNode node, long size) => size >= LargeFrom && node.Kind == NodeKind.Main && node.Data != 0;

    // Const objects lie as in memory, with their headers.
    private static long SizeOf(in CapturedNode node, CapturedType type)
    {
        var data = (byte*)node.Data;
        return node.Kind == NodeKind.Main ? (data is null ? 0 : ImageFormat.Align(type.CapturedBytes(data)))
            : !type.HasComponents ? ImageFormat.Align(type.Facts.BaseSize)
            : ImageFormat.Align(type.Facts.BaseSize + ((type.Type == typeof(string) ? *(int*)data : *(long*)data) * type.Bytes));
    }
}
