using Imaging.Format;
using Imaging.Serializer.Graphs;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Explaining;

/// <summary>Tells what holds an object.</summary>
internal sealed class ObjectExplainer(ImageDirectory directory, FindingList findings)
{
    private const int LongestText = 200;

    /// <param name="graph">An image that refers to the object.</param>
    /// <param name="word">The word that refers to it there.</param>
    /// <param name="plain">Plain data of the object that were asked for.</param>
    internal ObjectExplanation Explain(ImageGraph graph, ReferenceWord word, string? plain)
    {
        if (graph.LinkedAt(word) is { } linked)
        {
            return Explain(linked.Graph, linked.Word, plain);
        }

        int node = graph.ObjectOf(word);
        if (node < 0)
        {
            return new ObjectExplanation(null, null, WordText.Of(word), graph.OutsideAt(word).Shown, null, OwnerElsewhere(graph.View, word), 0, 0, 0, [], []);
        }

        Reach all = graph.Names.Reach;
        var without = Reach.OfAll(graph, other => other == node);
        PathText? path = all.Has(node) ? all.PathTo(node) : null;
        return new ObjectExplanation(
            path?.Text,
            path?.Raw,
            WordText.Of(word),
            graph.ShapeOf(node).Type.ToString(),
            plain ?? (graph.TextAt(word) is { } text ? (text.Length > LongestText ? text[..LongestText] + "…" : text) : null),
            new ImageOwner(graph.Package, directory.PathOf(graph), graph.View.Header.BuildId.ToString()),
            graph.BytesOf(node),
            all.Bytes() - without.Bytes(),
            all.Reached.Count - without.Reached.Count,
            HeldBy(graph, node),
            ReferredToBy(graph, word));
    }

    private static ImageOwner? OwnerElsewhere(ImageView image, ReferenceWord word) =>
        word.Tag == ReferenceTag.External && image.Dependencies[word.ExternalDependency] is var dependency
            ? new ImageOwner(image.Text(dependency.Name), null, dependency.Image.ToString())
            : null;

    private static List<HeldPath> HeldBy(ImageGraph graph, int node)
    {
        var held = new List<HeldPath>();
        var reach = new Reach(graph);
        for (uint root = 0; root < graph.View.Roots.Count; root++)
        {
            reach.Restart();
            reach.Enter(root);
            while (!reach.Has(node) && reach.Advance() >= 0)
            {
            }

            if (reach.Has(node))
            {
                PathText path = reach.PathTo(node);
                held.Add(new HeldPath(graph.View.Text(graph.View.Roots[root].Name), path.Text, path.Raw));
            }
        }

        return held;
    }

    private List<LinkedReferrer> ReferredToBy(ImageGraph owner, ReferenceWord word)
    {
        var referrers = new List<LinkedReferrer>();
        foreach (OpenedImage image in directory.LinkedTo(owner.Package, owner.View.Header.BuildId))
        {
            if (image.Graph is { } graph)
            {
                referrers.AddRange(Referrers(image, graph, ReferenceWord.EncodeExternal(ImageLinks.DependencyOn(graph.View, owner.Package, owner.View.Header.BuildId)!.Value, word.Tag, word.Payload)));
            }
            else
            {
                findings.Add(DiagnosticCodes.NotChecked, $"whether {Path.GetFileName(image.Path)} refers to it is not known, because its objects cannot be read: {image.Problem}", ImagingSeverity.Warning);
            }
        }

        return referrers;
    }

    private static IEnumerable<LinkedReferrer> Referrers(OpenedImage image, ImageGraph graph, ReferenceWord target)
    {
        var reach = new Reach(graph);
        for (uint root = 0; root < graph.View.Roots.Count; root++)
        {
            reach.Restart();
            reach.Enter(root);
            string name = graph.View.Text(graph.View.Roots[root].Name);
            PathText? first = graph.View.Roots[root].Value == target.Bits ? new PathText(name, name) : null;
            long references = first is null ? 0 : 1;
            for (int node = reach.Advance(); node >= 0; node = reach.Advance())
            {
                foreach (Reference reference in graph.ReferencesOf(node))
                {
                    if (reference.Word == target)
                    {
                        references++;
                        first ??= reach.PathTo(node, graph.StepOf(node, reference.Place));
                    }
                }
            }

            if (first is { } path)
            {
                yield return new LinkedReferrer(Path.GetFileName(image.Path), name, path.Text, path.Raw, references);
            }
        }
    }
}
