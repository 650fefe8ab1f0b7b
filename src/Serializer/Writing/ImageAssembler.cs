using System.Runtime.CompilerServices;
using Imaging.Format;
using Imaging.Layout;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Writing;

/// <summary>Gives every captured object its place, and turns node numbers into reference words.</summary>
internal sealed unsafe class ImageAssembler
{
    private const int HeaderBytes = 8;

    private readonly GraphCapture _capture;
    private readonly IReadOnlyList<CapturedRoot> _roots;
    private readonly UnitPartition _units;
    private readonly StringTable _strings;
    private readonly RecipeTable _recipes;
    private readonly FrameworkTypeTable _frameworkTypes;
    private readonly uint[] _recipeOfType;
    private readonly ReferenceWord[] _words;
    private readonly List<RawConstRun> _constRuns = [];
    private readonly List<RawMainRun> _mainRuns = [];
    private readonly List<RawGlobal> _globals = [];
    private readonly List<RawDelegate> _delegates = [];
    private readonly List<RawRebuild> _rebuilds = [];
    private readonly List<ulong> _rebuildArguments = [];
    private readonly IndexSet[] _unitTypes;
    private readonly IndexSet[] _unitGlobals;
    private readonly Linkages _linkages;
    private readonly RawUnit[] _rawUnits;
    private long _constLength;
    private long _mainLength;

    internal ImageAssembler(GraphCapture capture, IReadOnlyList<CapturedRoot> roots, StringTable strings, RecipeTable recipes, FrameworkTypeTable frameworkTypes)
    {
        _capture = capture;
        _roots = roots;
        _units = new UnitPartition(roots);
        _strings = strings;
        _recipes = recipes;
        _frameworkTypes = frameworkTypes;
        _words = new ReferenceWord[capture.Count];
        _recipeOfType = new uint[capture.Types.Count];
        _unitTypes = IndexSet.Make(_units.Count);
        _unitGlobals = IndexSet.Make(_units.Count);
        _linkages = new Linkages(LinkedUnits(), capture.Externals);
        _rawUnits = new RawUnit[_units.Count];
        AddRecipes();
        IReadOnlyList<IReadOnlyList<int>> constants = NodeGroups.Of(capture, NodeKind.Const, static _ => 0, RecipeOf);
        IReadOnlyList<IReadOnlyList<int>> objects = NodeGroups.Of(capture, NodeKind.Main, root => _units[root], RecipeOf);
        PlaceConstants(constants);
        PlaceMain(objects);
        PlaceOthers();
        Const = new NativeBlock(_constLength);
        WriteConstants(constants);
        Main = new NativeBlock(_mainLength);
        WriteMain(objects);
        AddDelegates();
        AddRebuilds();
        AddUnitLists();
        FrameworkTypes = AddFrameworkTypes();
        LinkageTable = _linkages.ToTable(_rawUnits);
    }

    internal NativeBlock Const { get; }

    internal NativeBlock Main { get; }

    internal IReadOnlyList<RawConstRun> ConstRuns => _constRuns;

    internal IReadOnlyList<RawMainRun> MainRuns => _mainRuns;

    internal IReadOnlyList<RawGlobal> Globals => _globals;

    internal IReadOnlyList<RawDelegate> Delegates => _delegates;

    internal IReadOnlyList<RawFrameworkType> FrameworkTypes { get; }

    internal IReadOnlyList<RawRebuild> Rebuilds => _rebuilds;

    internal IReadOnlyList<ulong> RebuildArguments => _rebuildArguments;

    internal IReadOnlyList<RawUnit> Units => _rawUnits;

    internal Linkages Linkages => _linkages;

    internal IReadOnlyList<RawLinkage> LinkageTable { get; }

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

    private uint RecipeOf(int type) => _recipeOfType[type];

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

    private static bool IsPlaced(NodeKind kind) => kind is NodeKind.Const or NodeKind.Main;

    private void AddRecipes()
    {
        var isKnown = new bool[_recipeOfType.Length];
        for (int node = 0; node < _capture.Count; node++)
        {
            ref readonly CapturedNode captured = ref _capture[node];
            if (IsPlaced(captured.Kind) && !isKnown[captured.Number])
            {
                isKnown[captured.Number] = true;
                CapturedType type = _capture.Types[captured.Number];
                _recipeOfType[captured.Number] = captured.Treatment == NodeTreatment.Surrogate ? _recipes.Add(type.Type) : _recipes.AddWithObjects(type.Type);
            }
        }
    }

    private void PlaceConstants(IEnumerable<IReadOnlyList<int>> groups)
    {
        foreach (IReadOnlyList<int> nodes in groups)
        {
            long start = _constLength;
            CapturedType type = _capture.Types[_capture[nodes[0]].Number];
            foreach (int node in nodes)
            {
                long size = ConstSize(node, type.Facts);
                _words[node] = ReferenceWord.Encode(ReferenceTag.Const, (ulong)_constLength);
                _constLength += size;
                _roots[_capture[node].Root].Bytes += size;
            }

            _constRuns.Add(new RawConstRun
            {
                Type = _recipeOfType[type.Number],
                Count = (uint)nodes.Count,
                Offset = (ulong)start,
                Length = (ulong)(_constLength - start),
            });
        }
    }

    private void PlaceMain(IEnumerable<IReadOnlyList<int>> groups)
    {
        uint ordinal = 0;
        int unit = -1;
        foreach (IReadOnlyList<int> nodes in groups)
        {
            CapturedType type = _capture.Types[_capture[nodes[0]].Number];
            int nodeUnit = _units[_capture[nodes[0]].Root];
            while (unit < nodeUnit)
            {
                _rawUnits[++unit] = new RawUnit { FirstMainRun = (uint)_mainRuns.Count, FirstOrdinal = ordinal };
            }

            long start = _mainLength;
            foreach (int node in nodes)
            {
                long size = ImageFormat.Align(_capture[node].DataLength);
                _words[node] = ReferenceWord.Encode(ReferenceTag.Main, ordinal++);
                _mainLength += size;
                _roots[_capture[node].Root].Bytes += size;
            }

            _mainRuns.Add(new RawMainRun
            {
                Type = _recipeOfType[type.Number],
                Count = (uint)nodes.Count,
                FirstOrdinal = ordinal - (uint)nodes.Count,
                Kind = _capture[nodes[0]].Treatment == NodeTreatment.Rebuilt ? MainRunKind.Rebuilt
                    : _capture[nodes[0]].Treatment == NodeTreatment.Surrogate ? MainRunKind.Surrogates
                    : type.Facts.HasComponents ? MainRunKind.Arrays : MainRunKind.Fields,
                Offset = (ulong)start,
                Length = (ulong)(_mainLength - start),
            });
            _rawUnits[unit].MainRunCount++;
            _rawUnits[unit].ObjectCount += (uint)nodes.Count;
        }

        while (unit < _rawUnits.Length - 1)
        {
            _rawUnits[++unit] = new RawUnit { FirstMainRun = (uint)_mainRuns.Count, FirstOrdinal = ordinal };
        }
    }

    private void PlaceOthers()
    {
        for (int node = 0; node < _capture.Count; node++)
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
            }
        }

        // A unit's delegates stand together.
        int[] delegates = [.. Enumerable.Range(0, _capture.Count)
            .Where(node => _capture[node].Kind == NodeKind.Delegate)
            .OrderBy(node => _units[_capture[node].Root])];
        ulong next = 0;
        foreach (int node in delegates)
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

    private long ConstSize(int node, in MethodTableFacts facts)
    {
        ref readonly CapturedNode captured = ref _capture[node];
        return facts.HasComponents
            ? ImageFormat.Align(facts.BaseSize + (ComponentCount(captured, facts) * facts.ComponentSize))
            : ImageFormat.Align(facts.BaseSize);
    }

    private static long ComponentCount(in CapturedNode node, in MethodTableFacts facts) =>
        facts.ComponentSize == sizeof(char) && facts.BaseSize == 22 ? *(int*)node.Data : *(long*)node.Data;

    private void WriteConstants(IEnumerable<IReadOnlyList<int>> groups)
    {
        foreach (int node in groups.SelectMany(static nodes => nodes))
        {
            ref readonly CapturedNode captured = ref _capture[node];
            Buffer.MemoryCopy((void*)captured.Data, Const.Start + _words[node].Payload + (2 * HeaderBytes), captured.DataLength, captured.DataLength);
        }
    }

    private void WriteMain(IReadOnlyList<IReadOnlyList<int>> groups)
    {
        for (int run = 0; run < groups.Count; run++)
        {
            int unit = _units[_capture[groups[run][0]].Root];
            CapturedType type = _capture.Types[_capture[groups[run][0]].Number];
            byte* at = Main.Start + _mainRuns[run].Offset;
            if (_mainRuns[run].Kind != MainRunKind.Surrogates)
            {
                _unitTypes[unit].Add(_mainRuns[run].Type);
            }

            foreach (int node in groups[run])
            {
                ref readonly CapturedNode captured = ref _capture[node];
                Buffer.MemoryCopy((void*)captured.Data, at, captured.DataLength, captured.DataLength);
                WriteWords(type, unit, at, captured.DataLength);
                at += ImageFormat.Align(captured.DataLength);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteWords(CapturedType type, int unit, byte* target, long length)
    {
        FieldReference[] references = type.Fields.References;
        if (references.Length == 0)
        {
            return;
        }

        bool isArray = type.Facts.HasComponents;
        long size = isArray ? type.Facts.ComponentSize : length;
        for (long element = isArray ? sizeof(long) : 0; element < length; element += size)
        {
            foreach (FieldReference reference in references)
            {
                ulong* word = (ulong*)(target + element + reference.Offset);
                if (*word != 0)
                {
                    *word = Word((int)(*word - 1), unit);
                }
            }
        }
    }

    private void AddDelegates()
    {
        foreach (int node in Enumerable.Range(0, _capture.Count).Where(node => _capture[node].Kind == NodeKind.Delegate).OrderBy(node => _words[node].Payload))
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
        SortedSet<uint>[] restedOn = [.. Enumerable.Range(0, _units.Count).Select(static _ => new SortedSet<uint>())];
        for (int unit = 0; unit < _rawUnits.Length; unit++)
        {
            foreach (uint type in _unitTypes[unit])
            {
                restedOn[unit].UnionWith(_frameworkTypes.RestedOn(_recipes.TypeOf(type)));
            }
        }

        (RawFrameworkType[] records, IReadOnlyDictionary<uint, uint> places) = _frameworkTypes.Finish();
        for (int unit = 0; unit < _rawUnits.Length; unit++)
        {
            _rawUnits[unit].FirstFrameworkType = (uint)_recipes.Indexes.Count;
            _rawUnits[unit].FrameworkTypeCount = (uint)restedOn[unit].Count;
            _recipes.Indexes.AddRange(restedOn[unit].Select(recipe => places[recipe]));
        }

        return records;
    }
}
