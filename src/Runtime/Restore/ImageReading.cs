using Imaging.Files;
using Imaging.Format;
using Imaging.Identity;

namespace Imaging.Restore;

/// <summary>Reads the pieces of an image into the memory of its parts, and hashes them.</summary>
internal sealed unsafe class ImageReading : SharedWork
{
    // What is hashed right after it was read is still in the cache.
    private const nuint CachedBytes = 256 << 10;

    private readonly FileReader _file;
    private readonly FileMemory[] _parts;
    private readonly ulong[] _hashes;

    /// <param name="file">The image.</param>
    /// <param name="parts">Memory for its parts, which lie behind each other.</param>
    internal ImageReading(FileReader file, params FileMemory[] parts)
        : base(ContentHash.Pieces((ulong)file.Length)) =>
        (_file, _parts, _hashes) = (file, parts, new ulong[ContentHash.Pieces((ulong)file.Length)]);

    /// <summary>The content hash of what was read.</summary>
    internal ulong Hash => ContentHash.Combine(_hashes);

    private protected override void Do(uint piece)
    {
        var hash = new XxHash64(seed: 0);
        nuint position = (nuint)piece * ContentHash.PieceBytes;
        nuint end = Math.Min(position + ContentHash.PieceBytes, (nuint)_file.Length);
        nuint partStart = 0;
        foreach (FileMemory part in _parts)
        {
            while (position < end && position < partStart + part.Length)
            {
                nuint wanted = Math.Min(Math.Min(end, partStart + part.Length) - position, CachedBytes);
                byte* target = part.Start + (position - partStart);
                if (_file.Read(target, wanted, (long)position) != wanted)
                {
                    throw new ImageFormatException("the image is cut short");
                }

                ContentHash.Append(ref hash, position, target, (uint)wanted);
                position += wanted;
            }

            partStart += part.Length;
        }

        _hashes[piece] = hash.Finish();
    }
}
