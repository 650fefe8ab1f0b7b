using Imaging.Format;
using Imaging.Serializer.Graphs;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Comparing;

/// <summary>Compares two images, root by root and object by object.</summary>
internal sealed class ImageDiffer : IDisposable
{
    /// <summary>So many differences of one root are looked for.</summary>
    internal const int MostDifferences = 10_000;

    private readonly ImageDirectory _firstDirectory;
    private readonly ImageDirectory _secondDirectory;
    private readonly OpenedImage _first;
    private readonly OpenedImage _second;
    private readonly FindingList _findings = new();

    internal ImageDiffer(string firstPath, string secondPath)
    {
        _firstDirectory = new ImageDirectory(firstPath);
        _secondDirectory = Path.GetDirectoryName(Path.GetFullPath(firstPath)) == Path.GetDirectoryName(Path.GetFullPath(secondPath)) ? _firstDirectory : new ImageDirectory(secondPath);
        _first = Open(firstPath, _firstDirectory, _secondDirectory);
        _second = Open(secondPath, _secondDirectory, _firstDirectory);
    }

    /// <summary>What was found of the images themselves.</summary>
    internal IReadOnlyList<ImagingDiagnostic> Findings => _findings.Findings;

    /// <returns><see langword="null"/> where the findings say that one of them is damaged.</returns>
    internal ImageDiff? Compare()
    {
        if (_first.View is not { } first || _second.View is not { } second)
        {
            AddFindings(_first);
            AddFindings(_second);
            return null;
        }

        ImageDescription described = new ImageDescriber(first).Describe(_first.Path);
        ImageDescription other = new ImageDescriber(second).Describe(_second.Path);
        GraphComparison? graphs = Graphs(first, second);
        List<ChangedRoot> changed = described.BuildId == other.BuildId ? [] : [.. ChangedRoots(first, second, graphs)];
        string[] added = [.. other.Roots.Select(static root => root.Root).Except(described.Roots.Select(static root => root.Root))];
        string[] removed = [.. described.Roots.Select(static root => root.Root).Except(other.Roots.Select(static root => root.Root))];
        TypeDifference[] types = graphs is null ? [] : [.. graphs.TypeDifferences];
        return new ImageDiff
        {
            First = Compared(described),
            Second = Compared(other),
            SameContent = described.BuildId == other.BuildId ? true
                : added.Length + removed.Length + changed.Count + types.Length > 0 ? false
                : graphs is null ? null
                : true,
            RootsAdded = added,
            RootsRemoved = removed,
            RootsChanged = changed,
            TypesChanged = types,
            Deployment = RecordedDifferences.Of(described, other),
        };
    }

    public void Dispose()
    {
        _firstDirectory.Dispose();
        if (_secondDirectory != _firstDirectory)
        {
            _secondDirectory.Dispose();
        }
    }

    // A copy that was put aside is read with the assembly that lies beside the other, if that is still the same.
    private static OpenedImage Open(string path, ImageDirectory own, ImageDirectory other)
    {
        OpenedImage opened = own.Open(path);
        return opened is { Graph: null, View: { } view } && other != own && !own.HasAssembly(view.Text(view.Dependencies[ImageFormat.SelfDependency].Name))
            ? other.Open(path)
            : opened;
    }

    private static ComparedImage Compared(ImageDescription image) => new(image.Path, image.Package, image.BuildId, image.Verified);

    private GraphComparison? Graphs(ImageView first, ImageView second)
    {
        if (first.Header.BuildId == second.Header.BuildId)
        {
            return null;
        }

        foreach (OpenedImage image in (OpenedImage[])[_first, _second])
        {
            if (image.Graph is null)
            {
                _findings.Add(DiagnosticCodes.NotChecked, $"objects were not compared, because those of {image.Path} cannot be read: {image.Problem}", ImagingSeverity.Message);
            }
        }

        return _first.Graph is { } graph && _second.Graph is { } other ? new GraphComparison(graph, other, MostDifferences) : null;
    }

    private static IEnumerable<ChangedRoot> ChangedRoots(ImageView first, ImageView second, GraphComparison? graphs)
    {
        var changed = new List<(uint Unit, ChangedRoot Root)>();
        var same = new List<uint>();
        for (uint i = 0; i < first.Roots.Count; i++)
        {
            RawRoot root = first.Roots[i];
            if (ImageLinks.IndexOf(second, first.Text(root.Name)) is { } other)
            {
                if (Compare(first, root, second, second.Roots[other], graphs) is { } difference)
                {
                    changed.Add((root.Unit, difference));
                }
                else if (root.Unit != ImageFormat.None)
                {
                    same.Add(i);
                }
            }
        }

        // What several roots lead to is compared with the first of them.
        foreach (uint i in graphs is null ? [] : same)
        {
            RawRoot root = first.Roots[i];
            int shared = changed.FindIndex(difference => difference.Unit == root.Unit);
            if (shared >= 0 && graphs!.LeadsToDifference(i))
            {
                changed.Add((root.Unit, new ChangedRoot(first.Text(root.Name), 0, true, changed[shared].Root.Root, [])));
            }
        }

        return changed.Select(static difference => difference.Root);
    }

    private static ChangedRoot? Compare(ImageView first, in RawRoot root, ImageView second, in RawRoot other, GraphComparison? graphs)
    {
        string name = first.Text(root.Name);
        (bool isRefused, bool isOtherRefused) = (root.Unit == ImageFormat.None, other.Unit == ImageFormat.None);
        if (isRefused || isOtherRefused)
        {
            (string one, string two) = (Describe(first, root, isRefused), Describe(second, other, isOtherRefused));
            return one == two ? null : new ChangedRoot(name, 1, true, null, [new ValueDifference(name, name, one, two)]);
        }

        IReadOnlyList<RootDifference> differences = graphs?.Compare(name, new ReferenceWord(root.Value), new ReferenceWord(other.Value)) ?? [];
        return differences.Count == 0
            ? null
            : new ChangedRoot(
                name,
                differences.Count,
                differences.Count < MostDifferences,
                null,
                [.. differences.Select(static difference => new ValueDifference(difference.Path, difference.RawPath, difference.First, difference.Second))]);
    }

    private static string Describe(ImageView image, in RawRoot root, bool isRefused) => isRefused ? $"no value: {image.Text(root.Refusal)}" : "a value";

    private void AddFindings(OpenedImage image)
    {
        foreach (ImagingDiagnostic finding in image.View is null ? image.Findings : [])
        {
            _findings.Add(finding.Code, $"{image.Path}: {finding.Message}", finding.Severity);
        }
    }
}
