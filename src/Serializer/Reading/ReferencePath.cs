using System.Reflection;
using Imaging.Format;
using Imaging.Serializer.Graphs;

namespace Imaging.Serializer.Reading;

/// <summary>Finds the path from a root to a reference, for findings about it.</summary>
internal sealed class ReferencePath(ImageBytes image, Module package)
{
    private ImageGraph? _graph;
    private Reach? _reach;

    /// <returns><see langword="null"/> where no root leads to the object.</returns>
    /// <param name="ordinal">The main object that has the reference.</param>
    /// <param name="word">The reference.</param>
    internal string? To(uint ordinal, ReferenceWord word)
    {
        _graph ??= new ImageGraph(image, package);
        _reach ??= Reach.OfAll(_graph);
        int node = _graph.ObjectOf(ReferenceWord.Encode(ReferenceTag.Main, ordinal));
        if (!_reach.Has(node))
        {
            return null;
        }

        foreach (Reference reference in _graph.ReferencesOf(node))
        {
            if (reference.Word == word)
            {
                return _reach.PathTo(node).Text + PathText.RawStep(_graph.StepOf(node, reference.Place));
            }
        }

        return null;
    }
}
