using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Format;
using Imaging.Serializer.Comparing;
using Imaging.Serializer.Graphs;
using Imaging.Serializer.Packages;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Verifying;

/// <summary>Finds the roots that two captures of a package did not make alike. Types are loaded for it, but no code of the package runs.</summary>
internal sealed class ImageComparison(SerializeRequest request, string firstPath, string secondPath)
{
    internal IReadOnlyList<RootDifference> Run()
    {
        var copies = new PrivateCopies();
        WeakReference context = RunInContext(copies, out IReadOnlyList<RootDifference> differences);
        copies.Delete(context);
        return differences;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference RunInContext(PrivateCopies copies, out IReadOnlyList<RootDifference> differences)
    {
        var context = new PackageContext(request.AssemblyPath, request.Closure, copies);
        try
        {
            differences = Compare(context.LoadPackage().ManifestModule);
        }
        finally
        {
            context.Unload();
        }

        return new WeakReference(context);
    }

    private List<RootDifference> Compare(Module package)
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
        return differences;
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
