using System.Globalization;
using Imaging.Serializer.Comparing;

namespace Imaging.Cli.Output;

/// <summary>Prints the differences of two images for people.</summary>
internal static class DiffOutput
{
    private const string Nothing = "-";

    internal static void Write(ImageDiff diff)
    {
        WriteImage("-", diff.First);
        WriteImage("+", diff.Second);
        foreach (string root in diff.RootsRemoved)
        {
            Console.WriteLine($"- root {root}");
        }

        foreach (string root in diff.RootsAdded)
        {
            Console.WriteLine($"+ root {root}");
        }

        foreach (ChangedRoot root in diff.RootsChanged)
        {
            WriteRoot(root);
        }

        var types = new TextTable("Types changed", "Type", "Fields");
        foreach (TypeDifference type in diff.TypesChanged)
        {
            types.Add(type.Type, string.Join("; ", type.Changes));
        }

        types.Write();
        var recorded = new TextTable("Deployment", "What", "Name", "First", "Second");
        foreach (RecordedDifference difference in diff.Deployment)
        {
            recorded.Add(difference.What, difference.Name, difference.First ?? Nothing, difference.Second ?? Nothing);
        }

        recorded.Write();
        Console.WriteLine();
    }

    /// <summary>The last line.</summary>
    internal static string Summarize(ImageDiff diff) => diff switch
    {
        { SameBuild: true } => "The images are the same.",
        { SameContent: true, Deployment.Count: > 0 } => "The content is the same; only the deployment differs.",
        { SameContent: true } => "The content is the same; it only lies elsewhere in the images.",
        { SameContent: null } => "The images differ; whether their content does is not known.",
        _ => $"The content differs: {Roots(diff.RootsAdded.Count, "added")}, {Roots(diff.RootsRemoved.Count, "removed")}, {Roots(diff.RootsChanged.Count, "changed")}.",
    };

    private static string Roots(int count, string what) => $"{Units.Count(count)} {(count == 1 ? "root" : "roots")} {what}";

    private static void WriteImage(string mark, ComparedImage image) =>
        Console.WriteLine($"{mark} {image.Image}: {image.Package}, build id {image.BuildId}{(image.Verified ? ", verified" : "")}");

    private static void WriteRoot(ChangedRoot root)
    {
        Console.WriteLine();
        if (root.SharedWith is { } other)
        {
            Console.WriteLine($"root {root.Root}: shares what differs with {other}");
            return;
        }

        Console.WriteLine($"root {root.Root}: {(root.IsComplete ? "" : "at least ")}{root.Count.ToString("N0", CultureInfo.InvariantCulture)} {(root.Count == 1 ? "difference" : "differences")}");
        foreach (ValueDifference difference in root.Differences)
        {
            Console.WriteLine($"  {difference.Path}");
            if (difference.RawPath != difference.Path)
            {
                Console.WriteLine($"  ({difference.RawPath})");
            }

            Console.WriteLine($"    - {difference.First}");
            Console.WriteLine($"    + {difference.Second}");
        }

        if (root.Count > root.Differences.Count)
        {
            Console.WriteLine($"  and {Units.Count(root.Count - root.Differences.Count)} more: --all shows them");
        }
    }
}
