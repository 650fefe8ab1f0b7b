using Imaging.Format;
using Imaging.Restore;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Graphs;

internal sealed unsafe partial class ImageGraph
{
    /// <summary>Finds the images of dependencies; <see langword="null"/> where only this image is looked at.</summary>
    internal Func<uint, ImageGraph?>? Linked { get; init; }

    /// <summary>The object of a dependency's image that a word refers to; <see langword="null"/> where that image is not at hand.</summary>
    internal (ImageGraph Graph, ReferenceWord Word)? LinkedAt(ReferenceWord word) =>
        word.Tag == ReferenceTag.External && Linked?.Invoke(word.ExternalDependency) is { } graph && graph.Has(word.ExternalTarget) ? (graph, word.ExternalTarget) : null;

    /// <summary>What a word refers to outside the image.</summary>
    internal OutsideObject OutsideAt(ReferenceWord word)
    {
        if (!_outside.TryGetValue(word.Bits, out OutsideObject? known))
        {
            _outside.Add(word.Bits, known = Describe(word));
        }

        return known;
    }

    private OutsideObject Describe(ReferenceWord word)
    {
        switch (word.Tag)
        {
            case ReferenceTag.Global:
                return Describe(_view.Globals[(uint)word.Payload]);
            case ReferenceTag.Type:
                Type type = _types.Resolve((uint)word.Payload);
                return new OutsideObject("type " + TypeIdentity.Of(type), type.ToString());
            case ReferenceTag.Method:
                var method = _types.ResolveMethod((uint)word.Payload);
                return new OutsideObject($"method {TypeIdentity.Of(method.DeclaringType!)} {method}", method.ToString()!);
            case ReferenceTag.External:
                string package = _view.Text(_view.Dependencies[word.ExternalDependency].Name);
                string target = WordText.Of(word.ExternalTarget);
                return new OutsideObject($"external {package} {target}", $"{target} of the image of {package}");
            default:
                return new OutsideObject("null", "null");
        }
    }

    private OutsideObject Describe(in RawGlobal global)
    {
        string text = _view.Text(global.Text);
        Type? type = global.Type == ImageFormat.None ? null : _types.Resolve(global.Type);
        string asked = type is null ? "" : TypeIdentity.Of(type);
        switch (global.Kind)
        {
            case GlobalKind.InternedString:
                return new OutsideObject("string " + text, text, text);
            case GlobalKind.StaticField:
                return new OutsideObject($"static {asked} {text}", $"the value of {type}.{text}");
            case GlobalKind.StaticPath:
                return new OutsideObject($"static {asked} {text}", $"the value of {type}.{StaticPath.Describe(text)}");
            case GlobalKind.Member:
                return new OutsideObject($"member {asked} {_types.ResolveMember(global)}", $"{type}.{text}");
            default:
                var accessor = (GlobalAccessor)global.Token;
                string shown = type is null ? $"{accessor} {text}".TrimEnd() : $"{accessor} of {type}";
                return new OutsideObject($"{accessor} {asked} {text}", shown, accessor == GlobalAccessor.EmptyString ? "" : null);
        }
    }
}
