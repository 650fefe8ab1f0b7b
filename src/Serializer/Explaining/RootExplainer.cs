using Imaging.Format;
using Imaging.Serializer.Graphs;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Explaining;

/// <summary>Tells what a root rests on, and what it holds.</summary>
internal sealed class RootExplainer(ImageDirectory directory, OpenedImage image, FindingList findings)
{
    internal RootExplanation Explain(uint index)
    {
        ImageView view = image.View!;
        ImageDescription described = new ImageDescriber(view, dependency => directory.Linked(view, dependency)?.View).Describe(image.Path);
        RootDescription root = described.Roots[(int)index];
        var explanation = new RootExplanation
        {
            Description = root,
            UnitRoots = [.. described.Roots.Where(other => other.Captured && other.Unit == root.Unit && other.Root != root.Root).Select(static other => other.Root)],
            Assemblies = [.. described.Dependencies.Where(dependency => root.RestsOn.Contains(dependency.Name))],
            Inputs = described.Inputs,
            Knobs = described.Knobs,
            LinkedFrom = root.Captured ? [.. LinkedFrom(view, root.Unit!.Value)] : [],
        };
        return root.Captured && image.Graph is { } graph ? WithObjects(explanation, graph, index) : explanation;
    }

    private static RootExplanation WithObjects(RootExplanation explanation, ImageGraph graph, uint index)
    {
        var reach = new Reach(graph);
        reach.Enter(index);
        reach.Complete();
        var others = new Reach(graph);
        foreach (string other in explanation.UnitRoots)
        {
            others.Enter(ImageLinks.IndexOf(graph.View, other)!.Value);
        }

        others.Complete();
        var names = new TypeNames(graph.View);
        HeldType[] types =
        [
            .. reach.Reached.GroupBy(graph.TypeOf)
                .Select(group => Held(graph, group, others, names))
                .OrderByDescending(static held => held.Bytes)
                .ThenByDescending(static held => held.Objects)
                .ThenBy(static held => held.Type, StringComparer.Ordinal),
        ];
        return explanation with
        {
            Objects = reach.Reached.Count,
            Bytes = types.Sum(static held => held.Bytes),
            SharedObjects = types.Sum(static held => held.SharedObjects),
            SharedBytes = types.Sum(static held => held.SharedBytes),
            Types = types,
            Externals = Externals(graph, index, reach),
        };
    }

    private static HeldType Held(ImageGraph graph, IGrouping<uint, int> objects, Reach others, TypeNames names)
    {
        (long count, long bytes, long sharedCount, long sharedBytes) = (0, 0, 0, 0);
        foreach (int node in objects)
        {
            long size = graph.BytesOf(node);
            (count, bytes) = (count + 1, bytes + size);
            (sharedCount, sharedBytes) = others.Has(node) ? (sharedCount + 1, sharedBytes + size) : (sharedCount, sharedBytes);
        }

        return new HeldType(names.Of(objects.Key), names.AssemblyOf(objects.Key), count, bytes, sharedCount, sharedBytes);
    }

    private static List<HeldExternals> Externals(ImageGraph graph, uint index, Reach reach)
    {
        var met = new Dictionary<uint, (HashSet<ulong> Words, string FirstPath, ReferenceWord First)>();
        RawRoot root = graph.View.Roots[index];
        if (new ReferenceWord(root.Value) is { Tag: ReferenceTag.External } value)
        {
            met.Add(value.ExternalDependency, ([value.Bits], graph.View.Text(root.Name), value));
        }

        foreach (int node in reach.Reached)
        {
            foreach (Reference reference in graph.ReferencesOf(node))
            {
                if (reference.Word.Tag != ReferenceTag.External)
                {
                    continue;
                }

                if (!met.TryGetValue(reference.Word.ExternalDependency, out var known))
                {
                    met.Add(reference.Word.ExternalDependency, known = ([], reach.PathTo(node, graph.StepOf(node, reference.Place)).Text, reference.Word));
                }

                known.Words.Add(reference.Word.Bits);
            }
        }

        return
        [
            .. met.OrderBy(static entry => entry.Key)
                .Select(entry => new HeldExternals(
                    graph.View.Text(graph.View.Dependencies[entry.Key].Name),
                    entry.Value.Words.Count,
                    entry.Value.FirstPath,
                    graph.LinkedAt(entry.Value.First) is { } linked ? linked.Graph.Names.NameOf(linked.Word) : WordText.Of(entry.Value.First.ExternalTarget))),
        ];
    }

    private IEnumerable<LinkedRoots> LinkedFrom(ImageView view, uint unit)
    {
        string package = view.Text(view.Dependencies[ImageFormat.SelfDependency].Name);
        foreach (OpenedImage other in directory.LinkedTo(package, view.Header.BuildId))
        {
            if (other.View is not { } linked)
            {
                findings.Add(DiagnosticCodes.NotChecked, $"what {Path.GetFileName(other.Path)} is linked to is not known, because it is damaged: {other.Problem}", ImagingSeverity.Warning);
                continue;
            }

            uint dependency = ImageLinks.DependencyOn(linked, package, view.Header.BuildId)!.Value;
            var roots = new List<string>();
            for (uint i = 0; i < linked.Units.Count; i++)
            {
                if (ImageLinks.IsLinked(linked, i, dependency, unit))
                {
                    roots.AddRange(ImageLinks.RootsOf(linked, i));
                }
            }

            if (roots.Count > 0)
            {
                yield return new LinkedRoots(Path.GetFileName(other.Path), roots);
            }
        }
    }
}
