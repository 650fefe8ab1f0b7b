using System.Runtime.CompilerServices;
using Imaging.Format;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Writing;

/// <summary>Gives every captured object its place, and turns node numbers into reference words.</summary>
internal sealed unsafe class ImageAssembler
{
    private readonly GraphCapture _capture;
    private readonly IReadOnlyList<CapturedRoot> _roots;
    private readonly UnitPartition _units;
    private readonly StringTable _strings;
    private readonly RecipeTable _recipes;
    private readonly FrameworkTypeTable _frameworkTypes;
    private readonly uint[] _recipeOfType;
    private readonly ReferenceWord[] _words;
    private readonly RecordList<RawConstRun> _constRuns = new();
    private readonly RecordList<RawMainRun> _mainRuns = new();
    private readonly RecordList<RawGlobal> _globals = new();
    private readonly RecordList<RawDelegate> _delegates = new();
    private readonly RecordList<RawRebuild> _rebuilds = new();
    private readonly List<ulong> _rebuildArguments = [];
    private readonly IndexSet[] _unitTypes;
    private readonly IndexSet[] _unitGlobals;
    private readonly Linkages _linkages;
    private readonly RawUnit[] _rawUnits;
    private readonly List<int> _delegateNodes = [];

    internal ImageAssembler(GraphCapture capture, IReadOnlyList<CapturedRoot> roots, StringTable strings, RecipeTable recipes, FrameworkTypeTable frameworkTypes)
    {
        _capture = capture;
        _roots = roots;
        _units = new UnitPartition(roots);
        _strings = strings;
        _recipes = recipes;
        _frameworkTypes = frameworkTypes;
        _recipeOfType = new uint[capture.Types.Count];
        _unitTypes = IndexSet.Make(_units.Count);
        _unitGlobals = IndexSet.Make(_units.Count);
        _linkages = new Linkages(LinkedUnits(), capture.Externals);
        _rawUnits = new RawUnit[_units.Count];
        var placement = new NodePlacement(capture, _units, AddRecipe);
        _words = placement.Words;
        Const = placement.Const;
        Main = placement.Main;
        for (int root = 0; root < roots.Count; root++)
        {
            roots[root].Bytes = placement.BytesOf[root];
        }

        AddConstRuns(placement.ConstRuns);
        AddMainRuns(placement.MainRuns);
        PlaceOthers(placement.Others);
        WriteMain(placement.MainRuns);
        AddDelegates();
        AddRebuilds();
        AddUnitLists();
        FrameworkTypes = AddFrameworkTypes();
        LinkageTable = _linkages.ToTable(_rawUnits);
    }

    internal SectionBytes Const { get; }

    internal SectionBytes Main { get; }

    internal RawConstRun[] ConstRuns => _constRuns.ToArray();

    internal RawMainRun[] MainRuns => _mainRuns.ToArray();

    internal RawGlobal[] Globals => _globals.ToArray();

    internal RawDelegate[] Delegates => _delegates.ToArray();

    internal RawFrameworkType[] FrameworkTypes { get; }

    internal RawRebuild[] Rebuilds => _rebuilds.ToArray();

    internal ulong[] RebuildArguments => _rebuildArguments.ToArray();

    internal RawUnit[] Units => _rawUnits;

    internal Linkages Linkages => _linkages;

    internal RawLinkage[] LinkageTable { get; }

    internal RawRoot ToRaw(int root, uint firstEdge, uint edgeCount)
    {
        CapturedRoot captured = _roots[root];
        int unit = _units[root];
        return new RawRoot
        {
            Name = _strings.Add(captured.Name),
            Builder = _strings.Add(FileLocalName.WithoutDigits(captured.Builder)),
            Unit = unit < 0 ? ImageFormat.None : (uint)unit,
            Value = unit < 0 || captured.Node < 0 ? 0 : Word(captured.Node, unit),
            Refusal = _strings.Add(FileLocalName.WithoutDigits(captured.Refusal ?? "")),
            FirstEdge = firstEdge,
            EdgeCount = edgeCount,
            Bytes = (ulong)captured.Bytes,
        };
    }

    private HashSet<RestoredUnit>[] LinkedUnits()
    {
        HashSet<RestoredUnit>[] linked = [.. Enumerable.Range(0, _units.Count).Select(static _ => new HashSet<RestoredUnit>())];
        for (int root = 0; root < _roots.Count; root++)
        {
            if (_units[root] >= 0)
            {
                linked[_units[root]].UnionWith(_roots[root].LinkedTo);
            }
        }

        return linked;
    }

    private uint AddRecipe(CapturedType type, NodeTreatment treatment) =>
        _recipeOfType[type.Number] = treatment == NodeTreatment.Surrogate ? _recipes.Add(type.Type) : _recipes.AddWithObjects(type.Type);

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

    private void PlaceOthers(IEnumerable<int> nodes)
    {
        foreach (int node in nodes)
        {
            ref readonly CapturedNode captured = ref _capture[node];
            switch (captured.Kind)
            {
                case NodeKind.Global:
                    _words[node] = ReferenceWord.Encode(ReferenceTag.Global, (ulong)_globals.Count);
                    _globals.Add(ToRaw(_capture.Globals[captured.Number]));
                    break;
                case NodeKind.Type:
                    _words[node] = ReferenceWord.Encode(ReferenceTag.Type, _recipes.Add(_capture.TypeObjects[captured.Number]));
                    break;
                case NodeKind.Method:
                    _words[node] = ReferenceWord.Encode(ReferenceTag.Method, _recipes.Add(_capture.MethodObjects[captured.Number]));
                    break;
                case NodeKind.Delegate:
                    _delegateNodes.Add(node);
                    break;
            }
        }

        // A unit's delegates stand together.
        _delegateNodes.Sort((left, right) => (_units[_capture[left].Root], left).CompareTo((_units[_capture[right].Root], right)));
        ulong next = 0;
        foreach (int node in _delegateNodes)
        {
            // One that calls several methods stands behind its parts.
            int calls = _capture.Delegates[_capture[node].Number]!.Calls.Count;
            next += calls > 1 ? (ulong)calls : 0;
            _words[node] = ReferenceWord.Encode(ReferenceTag.Delegate, next++);
        }
    }

    private RawGlobal ToRaw(CapturedGlobal global) => new()
    {
        Kind = global.Kind,
        Type = global.Type is null ? ImageFormat.None : _recipes.Add(global.Type),
        Token = global.Member is not null ? (uint)global.Member.MetadataToken : (uint)global.Accessor,
        Text = _strings.Add(global.Text ?? ""),
    };

    /// <summary>The word for a node, as a unit refers to it.</summary>
    private ulong Word(int node, int unit)
    {
        ref readonly CapturedNode captured = ref _capture[node];
        ReferenceWord word = _words[node];
        if (captured.Kind == NodeKind.External)
        {
            return _linkages.Word(_capture.Externals[captured.Number], unit);
        }

        if (captured.Kind == NodeKind.Const)
        {
            _unitTypes[unit].Add(_recipeOfType[captured.Number]);
        }
        else if (captured.Kind == NodeKind.Global)
        {
            _unitGlobals[unit].Add((uint)word.Payload);
        }

        return word.Bits;
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

    private void AddDelegates()
    {
        foreach (int node in _delegateNodes)
        {
            int unit = _units[_capture[node].Root];
            CapturedDelegate captured = _capture.Delegates[_capture[node].Number]!;
            if (_rawUnits[unit].DelegateCount == 0)
            {
                _rawUnits[unit].FirstDelegate = (uint)_delegates.Count;
            }

            int first = _delegates.Count;
            foreach (CapturedCall call in captured.Calls)
            {
                _delegates.Add(new RawDelegate
                {
                    Type = _recipes.Add(captured.Type),
                    Method = _recipes.Add(call.Method),
                    Target = call.Target < 0 ? 0 : Word(call.Target, unit),
                });
            }

            if (captured.Calls.Count > 1)
            {
                _delegates.Add(RawDelegate.Of(_recipes.Add(captured.Type), (uint)first));
            }

            _rawUnits[unit].DelegateCount += (uint)(_delegates.Count - first);
        }
    }

    private void AddRebuilds()
    {
        foreach (CapturedRebuild rebuild in _capture.Rebuilds.OrderBy(rebuild => _units[_capture[rebuild.Node].Root]))
        {
            int unit = _units[_capture[rebuild.Node].Root];
            if (_rawUnits[unit].RebuildCount++ == 0)
            {
                _rawUnits[unit].FirstRebuild = (uint)_rebuilds.Count;
            }

            uint first = (uint)_rebuildArguments.Count;
            _rebuildArguments.AddRange(rebuild.Arguments.Select(argument => argument < 0 ? 0 : Word(argument, unit)));
            _rebuildArguments.AddRange(rebuild.Numbers.Select(static number => (ulong)number));
            if (rebuild.Surrogate is not null)
            {
                _rebuildArguments.Add(_recipes.Add(rebuild.Surrogate));
            }

            _rebuilds.Add(new RawRebuild
            {
                Kind = rebuild.Kind,
                Ordinal = (uint)_words[rebuild.Node].Payload,
                FirstArgument = first,
                ArgumentCount = (uint)_rebuildArguments.Count - first,
            });
        }
    }

    private void AddUnitLists()
    {
        // A root's value may be the only reference to an object.
        for (int root = 0; root < _roots.Count; root++)
        {
            if (_units[root] >= 0 && _roots[root].Node >= 0)
            {
                Word(_roots[root].Node, _units[root]);
            }
        }

        for (int unit = 0; unit < _rawUnits.Length; unit++)
        {
            _rawUnits[unit].FirstType = (uint)_recipes.Indexes.Count;
            _rawUnits[unit].TypeCount = (uint)_unitTypes[unit].Count;
            _recipes.Indexes.AddRange(_unitTypes[unit]);
            _rawUnits[unit].FirstGlobal = (uint)_recipes.Indexes.Count;
            _rawUnits[unit].GlobalCount = (uint)_unitGlobals[unit].Count;
            _recipes.Indexes.AddRange(_unitGlobals[unit]);
        }
    }

    private RawFrameworkType[] AddFrameworkTypes()
    {
        IndexSet[] restedOn = IndexSet.Make(_units.Count);
        for (int unit = 0; unit < _rawUnits.Length; unit++)
        {
            foreach (uint type in _unitTypes[unit])
            {
                foreach (uint recipe in _frameworkTypes.RestedOn(_recipes.TypeOf(type)))
                {
                    restedOn[unit].Add(recipe);
                }
            }
        }

        (RawFrameworkType[] records, uint[] places) = _frameworkTypes.Finish();
        for (int unit = 0; unit < _rawUnits.Length; unit++)
        {
            _rawUnits[unit].FirstFrameworkType = (uint)_recipes.Indexes.Count;
            _rawUnits[unit].FrameworkTypeCount = (uint)restedOn[unit].Count;
            foreach (uint recipe in restedOn[unit])
            {
                _recipes.Indexes.Add(places[recipe]);
            }
        }

        return records;
    }
}
