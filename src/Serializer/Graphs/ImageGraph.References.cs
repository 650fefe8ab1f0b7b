using System.Globalization;
using System.Reflection;
using Imaging.Format;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Graphs;

internal sealed unsafe partial class ImageGraph
{
    private static readonly string[] s_constructionArguments = ["comparer", "valueComparer", "keys", "values"];

    /// <summary>What an object refers to, place by place; nothing for places that are null.</summary>
    internal References ReferencesOf(int node) => new(this, node);

    /// <summary>The place of a reference, as people would call it.</summary>
    internal Step StepOf(int node, long place)
    {
        if (IsDelegate(node))
        {
            return new Step(node, DelegateAt(node).Parts.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"[{place}]") : "Target");
        }

        ImageObject found = ObjectAt(node);
        long fields = found.References;
        if (place >= fields)
        {
            return new Step(node, ArgumentName(_view.Rebuilds[_rebuilds[node]].Kind, (int)(place - fields)));
        }

        int count = found.Shape.References.Length;
        string path = found.Shape.References[place % count].Path;
        return found.Type.IsArray ? new Step(node, path, place / count) : new Step(node, path);
    }

    /// <summary>How a main object is made again; <see langword="null"/> for one that is placed as it is.</summary>
    internal RawRebuild? RebuildOf(int node) => _rebuilds.TryGetValue(node, out uint index) ? _view.Rebuilds[index] : null;

    /// <summary>The method and the target of a delegate, or the delegates that it consists of.</summary>
    internal (MethodInfo? Method, ReferenceWord Target, IReadOnlyList<ReferenceWord> Parts) DelegateAt(int node)
    {
        RawDelegate recipe = _view.Delegates[(uint)(node - _firstDelegate)];
        return recipe.HasParts
            ? (null, ReferenceWord.Null, [.. ReferencesOf(node).Words()])
            : (_types.ResolveMethod(recipe.Method), new ReferenceWord(recipe.Target), []);
    }

    /// <summary>The reference in a field, an element, or an argument; null where there is none of that name.</summary>
    internal ReferenceWord ReferenceAt(int node, string path, long element = 0)
    {
        ImageObject found = IsDelegate(node) ? default : ObjectAt(node);
        if (!IsDelegate(node) && found.Size > 0 && (ulong)element < (ulong)found.Count)
        {
            foreach (var reference in found.Shape.References)
            {
                if (reference.Path == path)
                {
                    return new ReferenceWord(BitConverter.ToUInt64(found.Element(element)[reference.Offset..]));
                }
            }
        }

        foreach (Reference reference in ReferencesOf(node))
        {
            if ((IsDelegate(node) || reference.Place >= found.References) && StepOf(node, reference.Place).Path == path)
            {
                return reference.Word;
            }
        }

        return ReferenceWord.Null;
    }

    /// <summary>The text of a string, its own or an interned one; <see langword="null"/> for anything else.</summary>
    internal string? TextAt(ReferenceWord word) => word.Tag switch
    {
        ReferenceTag.Global => OutsideAt(word).Text,
        ReferenceTag.Const when ConstAt(word.Payload) is var found && found.Type == typeof(string) => found.Text.ToString(),
        ReferenceTag.External => LinkedAt(word) is { } linked ? linked.Graph.TextAt(linked.Word) : null,
        _ => null,
    };

    private static string ArgumentName(RebuildKind kind, int argument) => kind switch
    {
        RebuildKind.Regex => "pattern",
        RebuildKind.Array => "elements",
        RebuildKind.Surrogate => "ToSurrogate()",
        _ => s_constructionArguments[argument],
    };

    /// <summary>The references of one object.</summary>
    internal struct References
    {
        private readonly ImageGraph _graph;
        private readonly ImageObject _object;
        private readonly RawRebuild _rebuild;
        private readonly RawDelegate _delegate;
        private readonly long _fields;
        private readonly long _end;
        private long _place = -1;
        private ReferenceWord _word;

        internal References(ImageGraph graph, int node)
        {
            _graph = graph;
            if (graph.IsDelegate(node))
            {
                _delegate = graph._view.Delegates[(uint)(node - graph._firstDelegate)];
                _end = _delegate.HasParts ? (uint)(node - graph._firstDelegate) - _delegate.FirstPart : 1;
                return;
            }

            _object = graph.ObjectAt(node);
            _end = _fields = _object.References;
            if (graph.RebuildOf(node) is { } rebuild)
            {
                _rebuild = rebuild;
                while (_end - _fields < rebuild.ArgumentCount && RebuildCheck.IsReference(rebuild.Kind, (uint)(_end - _fields)))
                {
                    _end++;
                }
            }
        }

        public readonly Reference Current => new(_place, _word);

        public readonly References GetEnumerator() => this;

        internal readonly List<ReferenceWord> Words()
        {
            var words = new List<ReferenceWord>();
            foreach (Reference reference in this)
            {
                words.Add(reference.Word);
            }

            return words;
        }

        public bool MoveNext()
        {
            while (++_place < _end)
            {
                _word = new ReferenceWord(Read());
                if (_word.Tag != ReferenceTag.Null)
                {
                    return true;
                }
            }

            return false;
        }

        private readonly ulong Read()
        {
            if (_place < _fields)
            {
                var references = _object.Shape.References;
                (long element, long reference) = Math.DivRem(_place, references.Length);
                return *(ulong*)(_object.Data + (element * _object.Size) + references[reference].Offset);
            }

            return _object.Data == null ? _delegate.HasParts ? ReferenceWord.Encode(ReferenceTag.Delegate, _delegate.FirstPart + (ulong)_place).Bits : _delegate.Target
                : _graph._view.RebuildArguments[_rebuild.FirstArgument + (uint)(_place - _fields)].Bits;
        }
    }
}

/// <summary>A reference of an object.</summary>
/// <param name="Place">Which of the object's places it is in: element by element, then what it is made again of.</param>
/// <param name="Word">What it refers to.</param>
internal readonly record struct Reference(long Place, ReferenceWord Word);
