using Imaging.Format;
using Imaging.Serializer.Packages;
using Imaging.Serializer.Reading;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Depot;

/// <summary>One directory that images are taken from, and, unless it is a fallback, put into.</summary>
/// <param name="layout">The directory.</param>
/// <param name="isReadOnly">Whether nothing is ever written there, not even to note that an image was used.</param>
internal sealed class DepotStore(DepotLayout layout, bool isReadOnly)
{
    internal DepotLayout Layout => layout;

    /// <summary>Finds the image of a package, if there is one that was made with the images of dependencies at hand.</summary>
    /// <param name="request">The package.</param>
    /// <param name="key">The package's key.</param>
    /// <param name="diagnostics">Gets what is damaged.</param>
    /// <returns>The image, checked; <see langword="null"/> where there is no such image.</returns>
    /// <exception cref="UnauthorizedAccessException">The depot may not be read.</exception>
    internal DepotImage? Find(SerializeRequest request, string key, CaptureDiagnostics diagnostics)
    {
        foreach (string path in layout.EntriesOf(key))
        {
            if (Read(path, diagnostics) is { } entry && DependencyBuilds.AreCurrent(request, entry.LinkedImages) && Open(entry, path, diagnostics) is { } image)
            {
                return new DepotImage(entry, image);
            }
        }

        return null;
    }

    /// <summary>Keeps an image.</summary>
    /// <param name="image">The image, checked.</param>
    /// <param name="entry">What is known of it.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    internal void Put(ImageBytes image, DepotEntry entry)
    {
        // An entry is written when its image is in place, and never before.
        string path = layout.Image(entry.Image.Sha256);
        if (new FileInfo(path) is { Exists: true } there && there.Length == entry.Image.Bytes)
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using Stream bytes = image.OpenRead();
            AtomicFile.WriteDurably(path, bytes.CopyTo);
        }

        string entryPath = layout.Entry(entry);
        Directory.CreateDirectory(Path.GetDirectoryName(entryPath)!);
        DepotEntryFile.Write(entryPath, entry);
    }

    private DepotEntry? Read(string path, CaptureDiagnostics diagnostics)
    {
        try
        {
            if (DepotEntryFile.Read(path) is { } entry)
            {
                return entry;
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Removed by another process since it was listed.
            return null;
        }

        Remove(diagnostics, $"the entry {path} is damaged", path);
        return null;
    }

    private ImageBytes? Open(DepotEntry entry, string entryPath, CaptureDiagnostics diagnostics)
    {
        string path = layout.Image(entry.Image.Sha256);
        if (!File.Exists(path))
        {
            return null;
        }

        string fault;
        try
        {
            var image = ImageBytes.Read(path);
            if (DepotImageCheck.Fault(image, entry) is not { } found)
            {
                NoteUse(entryPath);
                return image;
            }

            image.Dispose();
            fault = $"the image {path} is damaged: {found}";
        }
        catch (ImageFormatException exception)
        {
            // Removed by another process meanwhile, to make room.
            if (!File.Exists(path))
            {
                return null;
            }

            fault = $"the image {path} is damaged: {exception.Message}";
        }

        Remove(diagnostics, fault, entryPath, path);
        return null;
    }

    private void NoteUse(string entryPath)
    {
        if (!isReadOnly)
        {
            Attempt(() => File.SetLastWriteTimeUtc(entryPath, DateTime.UtcNow));
        }
    }

    private void Remove(CaptureDiagnostics diagnostics, string fault, params ReadOnlySpan<string> paths)
    {
        diagnostics.Tell(DiagnosticCodes.DepotDamaged, $"{fault}. {(isReadOnly ? "It is not used" : "It was removed, and is made again")}.");
        foreach (string path in isReadOnly ? [] : paths)
        {
            Attempt(() => File.Delete(path));
        }
    }

    // What is lost is only what the next build would find.
    private static void Attempt(Action change)
    {
        try
        {
            change();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
