using Imaging.Format;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Depot;

/// <summary>Looks at a depot and changes nothing.</summary>
/// <param name="layout">The depot.</param>
internal sealed class DepotInspection(DepotLayout layout)
{
    /// <summary>The entries that can be read, those that were used last first.</summary>
    internal IReadOnlyList<DepotItem> List() =>
    [
        .. from path in layout.AllEntries()
           let entry = TryRead(path, out _)
           where entry is not null
           orderby File.GetLastWriteTimeUtc(path) descending, entry.Project, entry.Id
           select new DepotItem(entry, File.GetLastWriteTimeUtc(path)),
    ];

    /// <summary>How many bytes the images take.</summary>
    internal long Bytes() => layout.AllImages().Sum(static path => new FileInfo(path) is { Exists: true } file ? file.Length : 0);

    /// <summary>Reads everything, and finds what a build would not take.</summary>
    /// <param name="findings">An error for what is damaged, a message for what is merely left over.</param>
    /// <returns>How many entries hold.</returns>
    internal int Verify(out IReadOnlyList<ImagingDiagnostic> findings)
    {
        var found = new List<ImagingDiagnostic>();
        var images = new HashSet<string>();
        int sound = 0;
        foreach (string path in layout.AllEntries())
        {
            if (TryRead(path, out bool isGone) is not { } entry)
            {
                AddUnless(isGone, found, ImagingSeverity.Error, $"the entry {path} is damaged");
                continue;
            }

            images.Add(entry.Image.Sha256);
            string image = layout.Image(entry.Image.Sha256);
            if (!File.Exists(image))
            {
                AddUnless(!File.Exists(path), found, ImagingSeverity.Message, $"the image of the entry {path} is not there");
                continue;
            }

            string? fault = Fault(image, entry);
            AddUnless(fault is null, found, ImagingSeverity.Error, $"the image {image} is damaged: {fault}");
            sound += fault is null ? 1 : 0;
        }

        foreach (string path in layout.AllImages().Where(path => !images.Contains(Path.GetFileNameWithoutExtension(path))))
        {
            found.Add(Finding(ImagingSeverity.Message, $"the image {path} belongs to no entry"));
        }

        foreach (string path in layout.AllTemporaryFiles())
        {
            found.Add(Finding(ImagingSeverity.Message, $"{path} is being written, or was left by a build that was ended"));
        }

        findings = found;
        return sound;
    }

    private static string? Fault(string path, DepotEntry entry)
    {
        try
        {
            using var image = ImageBytes.Read(path);
            return DepotImageCheck.Fault(image, entry);
        }
        catch (ImageFormatException exception)
        {
            return File.Exists(path) ? exception.Message : null;
        }
    }

    private static DepotEntry? TryRead(string path, out bool isGone)
    {
        isGone = false;
        try
        {
            return DepotEntryFile.Read(path);
        }
        catch (FileNotFoundException)
        {
            isGone = true;
            return null;
        }
    }

    // A build may remove at any moment what was there when the directory was listed.
    private static void AddUnless(bool condition, List<ImagingDiagnostic> findings, ImagingSeverity severity, string message)
    {
        if (!condition)
        {
            findings.Add(Finding(severity, message));
        }
    }

    private static ImagingDiagnostic Finding(ImagingSeverity severity, string message) => new(DiagnosticCodes.DepotDamaged, severity, message);
}
