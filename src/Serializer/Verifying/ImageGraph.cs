using System.Reflection;
using Imaging.Format;
using Imaging.Restore;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Verifying;

/// <summary>The objects of an image, by the words that refer to them. The image has just been written, so it is taken for sound.</summary>
internal sealed unsafe class ImageGraph
{
    private const int HeaderBytes = 2 * sizeof(ulong);

    private readonly ImageBytes _image;
    private readonly ImageView _view;
    private readonly TypeResolver _types;
    private readonly Dictionary<uint, ulong[]> _arrays = [];
    private readonly Dictionary<uint, uint> _rebuilds = [];

    /// <param name="image">The image.</param>
    /// <param name="package">The package's module, loaded with what it needs.</param>
    internal ImageGraph(ImageBytes image, Module package)
    {
        _image = image;
        _view = image.View;
        _types = new TypeResolver(_view, new DependencyResolver(_view, package));
        for (uint i = 0; i < _view.Rebuilds.Count; i++)
        {
            _rebuilds.Add(_view.Rebuilds[i].Ordinal, i);
        }
    }

    internal ImageView View => _view;

    /// <summary>The root of a name; <see langword="null"/> where there is none.</summary>
    internal RawRoot? FindRoot(string name)
    {
        for (uint i = 0; i < _view.Roots.Count; i++)
        {
            if (_view.TextEquals(_view.Roots[i].Name, name))
            {
                return _view.Roots[i];
            }
        }

        return null;
    }

    /// <summary>A const or main object.</summary>
    internal ImageObject ObjectAt(ReferenceWord word)
    {
        if (word.Tag == ReferenceTag.Main)
        {
            return MainAt((uint)word.Payload);
        }

        ref readonly RawConstRun run = ref _view.ConstRuns[LastRun(_view.ConstRuns.Count, index => _view.ConstRuns[index].Offset <= word.Payload)];
        byte* data = _image.Const + word.Payload + HeaderBytes;
        Type type = _types.Resolve(run.Type);
        return type == typeof(string) ? new ImageObject(type, data + sizeof(int), *(int*)data, sizeof(char))
            : type.IsArray ? new ImageObject(type, data + sizeof(long), *(long*)data, (int)_view.Types[run.Type].ComponentSize)
            : new ImageObject(type, data, 1, (int)_view.Types[run.Type].BaseSize - HeaderBytes);
    }

    /// <summary>How a main object is made again; <see langword="null"/> for one that is placed as it is.</summary>
    internal RawRebuild? RebuildOf(ReferenceWord word) =>
        word.Tag == ReferenceTag.Main && _rebuilds.TryGetValue((uint)word.Payload, out uint index) ? _view.Rebuilds[index] : null;

    internal (Type Type, MethodInfo Method, ReferenceWord Target) DelegateAt(ReferenceWord word)
    {
        ref readonly RawDelegate recipe = ref _view.Delegates[(uint)word.Payload];
        return (_types.Resolve(recipe.Type), _types.ResolveMethod(recipe.Method), new ReferenceWord(recipe.Target));
    }

    /// <summary>The text of a string, its own or an interned one; <see langword="null"/> for anything else.</summary>
    internal string? TextAt(ReferenceWord word) => word.Tag switch
    {
        ReferenceTag.Global when _view.Globals[(uint)word.Payload].Kind == GlobalKind.InternedString => _view.Text(_view.Globals[(uint)word.Payload].Text),
        ReferenceTag.Const when ObjectAt(word) is var found && found.Type == typeof(string) => found.Text,
        _ => null,
    };

    /// <summary>What a word refers to outside the image, in a form that is equal for the same thing.</summary>
    internal object OutsideAt(ReferenceWord word) => word.Tag switch
    {
        ReferenceTag.Global => GlobalAt(_view.Globals[(uint)word.Payload]),
        ReferenceTag.Type => _types.Resolve((uint)word.Payload),
        ReferenceTag.Method => _types.ResolveMethod((uint)word.Payload),
        ReferenceTag.External => new ExternalReference(_view.Text(_view.Dependencies[word.ExternalDependency].Name), word.ExternalTarget),
        _ => word,
    };

    private OutsideObject GlobalAt(in RawGlobal global) =>
        new(global.Kind, global.Type == ImageFormat.None ? null : _types.Resolve(global.Type), global.Token, _view.Text(global.Text));

    private ImageObject MainAt(uint ordinal)
    {
        uint index = LastRun(_view.MainRuns.Count, index => _view.MainRuns[index].FirstOrdinal <= ordinal);
        ref readonly RawMainRun run = ref _view.MainRuns[index];
        ref readonly RawType recipe = ref _view.Types[run.Type];
        Type type = _types.Resolve(run.Type);
        uint place = ordinal - run.FirstOrdinal;
        if (run.Kind != MainRunKind.Arrays)
        {
            int size = run.Kind == MainRunKind.Fields ? (int)recipe.BaseSize - HeaderBytes : 0;
            return new ImageObject(type, _view.Main + run.Offset + (place * (ulong)size), 1, size);
        }

        byte* data = _view.Main + OffsetsOf(index, run, (int)recipe.ComponentSize)[place];
        return new ImageObject(type, data + sizeof(long), *(long*)data, (int)recipe.ComponentSize);
    }

    private ulong[] OffsetsOf(uint index, in RawMainRun run, int size)
    {
        if (!_arrays.TryGetValue(index, out ulong[]? offsets))
        {
            offsets = new ulong[run.Count];
            ulong at = run.Offset;
            for (int i = 0; i < offsets.Length; i++)
            {
                offsets[i] = at;
                at += sizeof(long) + (ulong)ImageFormat.Align(*(long*)(_view.Main + at) * size);
            }

            _arrays.Add(index, offsets);
        }

        return offsets;
    }

    private static uint LastRun(uint count, Func<uint, bool> begins)
    {
        uint low = 0;
        for (uint high = count - 1; low < high;)
        {
            uint middle = (low + high + 1) / 2;
            (low, high) = begins(middle) ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
