using Imaging.Format;
using Imaging.Serializer.Graphs;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Explaining;

/// <summary>Tells what holds what in an image, and who refers to it from other images in the same directory.</summary>
internal sealed class ImageExplainer : IDisposable
{
    private const int MostNames = 30;

    private readonly ImageDirectory _directory;
    private readonly OpenedImage _image;
    private readonly FindingList _findings = new();

    /// <param name="path">The image.</param>
    internal ImageExplainer(string path)
    {
        _directory = new ImageDirectory(path);
        _image = _directory.Open(path);
        foreach (ImagingDiagnostic finding in _image.Findings)
        {
            _findings.Add(finding.Code, finding.Message, finding.Severity);
        }
    }

    /// <summary>What was found of the image, and of others that had to be looked at.</summary>
    internal IReadOnlyList<ImagingDiagnostic> Findings => _findings.Findings;

    /// <summary>Explains what a name stands for.</summary>
    /// <param name="subject">A root, a path, a reference word or a type.</param>
    /// <param name="problem">Why it stands for nothing.</param>
    /// <returns><see langword="null"/> where it stands for nothing, or where the findings say why the image cannot be read.</returns>
    internal Explanation? Explain(string subject, out string? problem)
    {
        problem = null;
        if (_image.View is not { } view)
        {
            return null;
        }

        if (ImageLinks.IndexOf(view, subject) is { } root)
        {
            return new Explanation(subject, Root: new RootExplainer(_directory, _image, _findings).Explain(root));
        }

        if (_image.Graph is not { } graph)
        {
            return null;
        }

        var objects = new ObjectExplainer(_directory, _findings);
        if (WordText.Parse(subject) is { } word)
        {
            problem = graph.Has(word) ? null : $"The image has no object {subject}.";
            return problem is null ? new Explanation(subject, Object: objects.Explain(graph, word, null)) : null;
        }

        if (PathResolver.RootOf(graph, subject) is { } start)
        {
            if (graph.FindRoot(start) is { Unit: ImageFormat.None } refused)
            {
                problem = $"The image has no value of {start}: {view.Text(refused.Refusal)}";
                return null;
            }

            ResolvedPath resolved = PathResolver.Resolve(graph, start, subject);
            problem = resolved.Problem is null ? null : resolved.Problem + ".";
            return problem is null ? new Explanation(subject, Object: objects.Explain(resolved.Graph, resolved.Word, resolved.Plain)) : null;
        }

        if (new TypeExplainer(graph).Explain(subject) is { } type)
        {
            return new Explanation(subject, Type: type);
        }

        string[] roots = [.. Enumerable.Range(0, (int)view.Roots.Count).Select(index => view.Text(view.Roots[(uint)index].Name))];
        problem = $"'{subject}' is no root, type, path or reference word of {Path.GetFileName(_image.Path)}. Its roots are {string.Join(", ", roots.Take(MostNames))}{(roots.Length > MostNames ? ", …" : "")}.";
        return null;
    }

    public void Dispose() => _directory.Dispose();
}
