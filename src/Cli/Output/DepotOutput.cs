using System.Globalization;
using Imaging.Serializer.Depot;

namespace Imaging.Cli.Output;

/// <summary>Prints what a depot holds.</summary>
internal static class DepotOutput
{
    internal static void Write(DepotSettings settings, IReadOnlyList<DepotItem> items, long bytes)
    {
        var table = new TextTable("Images", "Project", "Build id", ">Bytes", ">Roots", "Rests on images of", "Last used");
        foreach ((DepotEntry entry, DateTime lastUsed) in items)
        {
            table.Add(
                entry.Project,
                entry.BuildId,
                Units.Bytes(entry.Image.Bytes),
                Units.Count(entry.Roots.Count(static root => root.Captured)),
                string.Join(", ", entry.LinkedImages.Keys.Order(StringComparer.Ordinal)),
                lastUsed.ToString("u", CultureInfo.InvariantCulture));
        }

        Console.WriteLine($"{settings.Path}: {Units.Count(items.Count)} images, {Units.Bytes(bytes)} of {Units.Bytes(settings.SizeLimit)}");
        table.Write();
    }

    internal static object ToJson(DepotSettings settings, IReadOnlyList<DepotItem> items, long bytes) => new
    {
        Depot = settings.Path,
        Bytes = bytes,
        settings.SizeLimit,
        Images = items.Select(static item => new
        {
            item.Entry.Project,
            item.Entry.Key,
            item.Entry.BuildId,
            item.Entry.Image.Sha256,
            item.Entry.Image.Bytes,
            item.Entry.LinkedImages,
            item.Entry.Roots,
            item.LastUsed,
        }),
    };
}
