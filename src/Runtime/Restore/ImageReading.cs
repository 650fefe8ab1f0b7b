using Imaging.Format;
using Imaging.Identity;

namespace Imaging.Restore;

/// <summary>
/// Reads the main and const sections of an image, piece by piece, each compared with its hash. The second thread begins to
/// read a large image, and places strings on its way, while the restoring one proves what the image rests on and finds types.
/// </summary>
internal sealed unsafe class ImageReading(ImageFile file, ConstObjects constants) : SharedWork(file.View.Pieces.Count)
{
    // What is hashed right after it was read is still in the cache.
    private const ulong CachedBytes = RawPiece.UsualBytes;

    private protected override void Do(uint piece)
    {
        ImageTable<RawPiece> pieces = file.View.Pieces;
        ulong start = piece == 0 ? 0 : pieces[piece - 1].End;
        ulong end = pieces[piece].End;
        var hash = new XxHash64(seed: 0);
        for (ulong at = start; at < end; at += CachedBytes)
        {
            var length = (uint)Math.Min(end - at, CachedBytes);
            hash.Append(new ReadOnlySpan<byte>(file.Read(at, length), (int)length));
        }

        if (hash.Finish() != pieces[piece].Hash)
        {
            throw new ImageFormatException($"the image is damaged: the content hash of its piece {piece} does not match");
        }

        ulong constStart = file.ConstStart;
        if (start >= constStart)
        {
            constants.PlaceStringsAhead(start - constStart, end - constStart);
        }
    }

    private protected override void Ended() => file.Close();
}
