namespace Imaging.Serializer.Depot;

/// <summary>What was removed from a depot.</summary>
internal sealed class DepotRemoval
{
    /// <summary>How many files are gone.</summary>
    internal int Files { get; private set; }

    /// <summary>How many bytes they took.</summary>
    internal long Bytes { get; private set; }

    /// <summary>The images, by SHA-256, whose entries are gone.</summary>
    internal HashSet<string> Images { get; } = [];

    /// <summary>Removes a file, unless that is not possible.</summary>
    internal void Add(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists)
            {
                long length = file.Length;
                file.Delete();
                Bytes += length;
                Files++;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // In use on a system that does not remove open files: the next time.
        }
    }
}
