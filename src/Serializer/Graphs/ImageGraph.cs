using System.Reflection;
using Imaging.Format;
using Imaging.Restore;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Graphs;

/// <summary>
/// The objects of an image that is known to be sound, by number: main objects by their ordinals, then const objects in their
/// order, then delegates.
/// </summary>
internal sealed unsafe partial class ImageGraph
{
    /// <summary>What is no object of the image.</summary>
    internal const int NoObject = -1;

    private const int HeaderBytes = 2 * sizeof(ulong);

    private readonly ImageBytes _image;
    private readonly ImageView _view;
    private readonly TypeResolver _types;
    private readonly ConstStarts _starts;
    private readonly ObjectShape?[] _shapes;
    private readonly Dictionary<Type, ObjectShape> _shapesOfTypes = [];
    private readonly ulong[]?[] _arrays;
    private readonly Dictionary<int, uint> _rebuilds = [];
    private readonly Dictionary<ulong, OutsideObject> _outside = [];
    private readonly int _firstConst;
    private readonly int _firstDelegate;

    /// <param name="image">The image.</param>
    /// <param name="package">The package's module, loaded with what it needs.</param>
    internal ImageGraph(ImageBytes image, Module package)
    {
        _image = image;
        _view = image.View;
        _types = new TypeResolver(_view, new DependencyResolver(_view, package));
        _starts = ConstStarts.Of(image);
        _shapes = new ObjectShape?[_view.Types.Count];
        _arrays = new ulong[]?[_view.MainRuns.Count];
        for (uint i = 0; i < _view.Rebuilds.Count; i++)
        {
            _rebuilds.Add((int)_view.Rebuilds[i].Ordinal, i);
        }

        uint runs = _view.MainRuns.Count;
        _firstConst = runs == 0 ? 0 : checked((int)(_view.MainRuns[runs - 1].FirstOrdinal + _view.MainRuns[runs - 1].Count));
        _firstDelegate = checked(_firstConst + _starts.Count);
        Count = checked(_firstDelegate + (int)_view.Delegates.Count);
        Names = new ObjectNames(this);
    }

    internal ImageView View => _view;

    /// <summary>How many objects there are.</summary>
    internal int Count { get; }

    internal ObjectNames Names { get; }

    internal string Package => _view.Text(_view.Dependencies[ImageFormat.SelfDependency].Name);

    /// <summary>The root of a name; <see langword="null"/> where there is none.</summary>
    internal RawRoot? FindRoot(string name) => ImageLinks.IndexOf(_view, name) is { } index ? _view.Roots[index] : null;

    /// <summary>The object that a word refers to; <see cref="NoObject"/> for what the image does not own.</summary>
    internal int ObjectOf(ReferenceWord word) => word.Tag switch
    {
        ReferenceTag.Main => (int)word.Payload,
        ReferenceTag.Const => _firstConst + _starts.IndexOf(word.Payload),
        ReferenceTag.Delegate => _firstDelegate + (int)word.Payload,
        _ => NoObject,
    };

    /// <summary>The word that refers to an object.</summary>
    internal ReferenceWord WordOf(int node) =>
        node < _firstConst ? ReferenceWord.Encode(ReferenceTag.Main, (ulong)node)
        : node < _firstDelegate ? ReferenceWord.Encode(ReferenceTag.Const, _starts.OffsetOf(node - _firstConst))
        : ReferenceWord.Encode(ReferenceTag.Delegate, (ulong)(node - _firstDelegate));

    internal bool IsDelegate(int node) => node >= _firstDelegate;

    internal bool IsConst(int node) => node >= _firstConst && node < _firstDelegate;

    /// <summary>Whether a word refers to an object of the image that is there.</summary>
    internal bool Has(ReferenceWord word) => word.Tag switch
    {
        ReferenceTag.Main => word.Payload < (ulong)_firstConst,
        ReferenceTag.Const => _starts.Contains(word.Payload),
        ReferenceTag.Delegate => word.Payload < _view.Delegates.Count,
        _ => false,
    };

    /// <summary>A const or main object.</summary>
    internal ImageObject ObjectAt(int node) => node < _firstConst ? MainAt((uint)node) : ConstAt(_starts.OffsetOf(node - _firstConst));

    /// <summary>The recipe of an object's type.</summary>
    internal uint TypeOf(int node) =>
        node < _firstConst ? _view.MainRuns[MainRunOf((uint)node)].Type
        : node < _firstDelegate ? _view.ConstRuns[ConstRunOf(_starts.OffsetOf(node - _firstConst))].Type
        : _view.Delegates[(uint)(node - _firstDelegate)].Type;

    internal ObjectShape ShapeOf(int node) => Shape(TypeOf(node));

    internal Type ResolvedType(uint type) => _types.Resolve(type);

    /// <summary>What an object takes in the main or the const section.</summary>
    internal long BytesOf(int node)
    {
        if (IsDelegate(node))
        {
            return 0;
        }

        ImageObject found = ObjectAt(node);
        long content = found.Count * found.Size;
        return IsConst(node) ? ImageFormat.Align(found.Type == typeof(string) ? content + HeaderBytes + sizeof(int) + sizeof(char) : content + HeaderBytes + (found.Type.IsArray ? sizeof(long) : 0))
            : found.Type.IsSZArray ? sizeof(long) + ImageFormat.Align(content)
            : content;
    }

    private ObjectShape Shape(uint type)
    {
        if (_shapes[type] is { } known)
        {
            return known;
        }

        Type resolved = _types.Resolve(type);
        if (!_shapesOfTypes.TryGetValue(resolved, out ObjectShape? shape))
        {
            _shapesOfTypes.Add(resolved, shape = new ObjectShape(resolved));
        }

        return _shapes[type] = shape;
    }

    private ImageObject ConstAt(ulong offset)
    {
        uint type = _view.ConstRuns[ConstRunOf(offset)].Type;
        byte* data = _image.Const + offset + HeaderBytes;
        ObjectShape shape = Shape(type);
        return shape.Type == typeof(string) ? new ImageObject(shape, data + sizeof(int), *(int*)data, sizeof(char))
            : shape.Type.IsArray ? new ImageObject(shape, data + sizeof(long), *(long*)data, (int)_view.Types[type].ComponentSize)
            : new ImageObject(shape, data, 1, (int)_view.Types[type].BaseSize - HeaderBytes);
    }

    private ImageObject MainAt(uint ordinal)
    {
        uint index = MainRunOf(ordinal);
        ref readonly RawMainRun run = ref _view.MainRuns[index];
        ref readonly RawType recipe = ref _view.Types[run.Type];
        ObjectShape shape = Shape(run.Type);
        uint place = ordinal - run.FirstOrdinal;
        if (run.Kind != MainRunKind.Arrays)
        {
            int size = run.Kind == MainRunKind.Fields ? (int)recipe.BaseSize - HeaderBytes : 0;
            return new ImageObject(shape, _view.Main + run.Offset + (place * (ulong)size), 1, size);
        }

        byte* data = _view.Main + OffsetsOf(index, run, (int)recipe.ComponentSize)[place];
        return new ImageObject(shape, data + sizeof(long), *(long*)data, (int)recipe.ComponentSize);
    }

    private ulong[] OffsetsOf(uint index, in RawMainRun run, int size)
    {
        if (_arrays[index] is { } known)
        {
            return known;
        }

        var offsets = new ulong[run.Count];
        ulong at = run.Offset;
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = at;
            at += sizeof(long) + (ulong)ImageFormat.Align(*(long*)(_view.Main + at) * size);
        }

        return _arrays[index] = offsets;
    }

    private uint MainRunOf(uint ordinal)
    {
        uint low = 0;
        for (uint high = _view.MainRuns.Count - 1; low < high;)
        {
            uint middle = (low + high + 1) / 2;
            (low, high) = _view.MainRuns[middle].FirstOrdinal <= ordinal ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private uint ConstRunOf(ulong offset)
    {
        uint low = 0;
        for (uint high = _view.ConstRuns.Count - 1; low < high;)
        {
            uint middle = (low + high + 1) / 2;
            (low, high) = _view.ConstRuns[middle].Offset <= offset ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
