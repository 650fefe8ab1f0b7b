using Imaging.Format;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Graphs;

/// <summary>The stable names of the objects of an image: the shortest paths to them.</summary>
internal sealed class ObjectNames(ImageGraph graph)
{
    private Reach? _reach;

    internal Reach Reach => _reach ??= Reach.OfAll(graph);

    /// <summary>The path to an object; its word where no path leads to it, or where it belongs to another image that is not at hand.</summary>
    internal string NameOf(ReferenceWord word) => graph.ObjectOf(word) is >= 0 and int node && Reach.Has(node) ? Reach.PathTo(node).Text : WordText.Of(word);
}
