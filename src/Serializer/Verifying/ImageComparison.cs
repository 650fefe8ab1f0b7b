using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Format;
using Imaging.Serializer.Comparing;
using Imaging.Serializer.Graphs;
using Imaging.Serializer.Packages;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Verifying;

/// <summary>In what the images of two captures differ.</summary>
/// <param name="Roots">The roots that were not made alike.</param>
/// <param name="Unexplained">What else is not alike, where all roots are, and nothing explains it that means the same; <see langword="null"/> for nothing.</param>
internal sealed record ComparedCaptures(IReadOnlyList<RootDifference> Roots, string? Unexplained);

/// <summary>Finds what two captures of a package, whose build ids are not the same, did not make alike. Types are loaded for it, but no code of the package runs.</summary>
internal sealed class ImageComparison(SerializeRequest request, string firstPath, string secondPath)
{
    internal ComparedCaptures Run()
    {
        var copies = new PrivateCopies();
        WeakReference context = RunInContext(copies, out ComparedCaptures compared);
        copies.Delete(context);
        return compared;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference RunInContext(PrivateCopies copies, out ComparedCaptures compared)
    {
        var context = new PackageContext(request, copies);
        try
        {
            compared = Compare(context.LoadPackage().ManifestModule);
        }
        finally
        {
            context.Unload();
        }

        return new WeakReference(context);
    }

    private ComparedCaptures Compare(Module package)
    {
        using var firstBytes = ImageBytes.Read(firstPath);
        using var secondBytes = ImageBytes.Read(secondPath);
        var first = new ImageGraph(firstBytes, package);
        var second = new ImageGraph(secondBytes, package);
        var graphs = new GraphComparison(first, second, limit: 1);
        var differences = new List<RootDifference>();
        for (uint i = 0; i < first.View.Roots.Count; i++)
        {
            RawRoot root = first.View.Roots[i];
            if (root.Unit != ImageFormat.None && Compare(first.View.Text(root.Name), root, second, graphs) is { } difference)
            {
                differences.Add(difference);
            }
        }

        AddUnits(first.View, differences);
        return new ComparedCaptures(differences, differences.Count > 0 ? null : Unexplained(first.View, second.View, graphs.HasStringsInternedInOne));
    }

    // Values are the same whichever strings are interned, whatever the compiler loaded that no builder called, and whyever other roots
    // keep their builders.
    private string? Unexplained(ImageView first, ImageView second, bool hasStringsInternedInOne)
    {
        ImageDescription described = new ImageDescriber(first).Describe(firstPath);
        IReadOnlyList<RecordedDifference> recorded = RecordedDifferences.Of(described, new ImageDescriber(second).Describe(secondPath));
        RecordedDifference? named = recorded.FirstOrDefault(static difference => difference.What is not (RecordedDifference.Dependency or RecordedDifference.RestsOn));
        bool isExplained = hasStringsInternedInOne || described.Roots.Any(static root => !root.Captured) || recorded.Any(static difference => difference.What == RecordedDifference.RestsOn);
        return named is not null ? $"the {named.What} {named.Name} is {named.First ?? "nothing"} in the build, {named.Second ?? "nothing"} there"
            : isExplained ? null
            : "nothing that has a name differs in them";
    }

    private static RootDifference? Compare(string name, in RawRoot root, ImageGraph second, GraphComparison graphs) => second.FindRoot(name) switch
    {
        null => new RootDifference(name, name, name, "a root", "none of that name", LikelyCause.Unknown),
        { Unit: ImageFormat.None } refused => new RootDifference(name, name, name, "a value", $"none ({second.View.Text(refused.Refusal)})", LikelyCause.Unknown),
        { } other => graphs.Compare(name, new ReferenceWord(root.Value), new ReferenceWord(other.Value)) is [var difference, ..] ? difference : null,
    };

    // Roots that share objects are restored together or not at all.
    private static void AddUnits(ImageView image, List<RootDifference> differences)
    {
        var units = new Dictionary<uint, RootDifference>();
        var names = differences.ToDictionary(static difference => difference.Root);
        for (uint i = 0; i < image.Roots.Count; i++)
        {
            if (names.TryGetValue(image.Text(image.Roots[i].Name), out RootDifference? difference))
            {
                units.TryAdd(image.Roots[i].Unit, difference);
            }
        }

        for (uint i = 0; i < image.Roots.Count; i++)
        {
            string name = image.Text(image.Roots[i].Name);
            if (!names.ContainsKey(name) && units.TryGetValue(image.Roots[i].Unit, out RootDifference? shared))
            {
                differences.Add(shared with { Root = name, IsShared = true });
            }
        }
    }
}
