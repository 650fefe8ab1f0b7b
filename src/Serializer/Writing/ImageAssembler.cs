using Imaging.Format;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Writing;

/// <summary>Gives every captured object its place, and turns node numbers into reference words.</summary>
internal sealed unsafe partial class ImageAssembler
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
