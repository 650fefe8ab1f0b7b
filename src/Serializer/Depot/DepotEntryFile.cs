using System.Text;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Depot;

/// <summary>A file with one entry, behind a line with the SHA-256 of it.</summary>
internal static class DepotEntryFile
{
    private const int HashCharacters = 64;

    /// <summary>Reads an entry; <see langword="null"/> where the file is damaged.</summary>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    internal static DepotEntry? Read(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        if (content.Length <= HashCharacters || content[HashCharacters] != (byte)'\n')
        {
            return null;
        }

        ReadOnlySpan<byte> json = content.AsSpan(HashCharacters + 1);
        return Encoding.ASCII.GetString(content, 0, HashCharacters) == BlobDigest.Of(json).Sha256
            && DepotEntry.Decode(json) is { } entry
            && Path.GetFileNameWithoutExtension(path) == $"{entry.Key}.{entry.Id}"
            ? entry
            : null;
    }

    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    internal static void Write(string path, DepotEntry entry)
    {
        byte[] json = entry.Encode();
        AtomicFile.WriteDurably(path, stream =>
        {
            stream.Write(Encoding.ASCII.GetBytes(BlobDigest.Of(json).Sha256 + "\n"));
            stream.Write(json);
        });
    }
}
