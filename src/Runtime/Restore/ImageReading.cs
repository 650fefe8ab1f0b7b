using Imaging.Files;
using Imaging.Format;
using Imaging.Identity;

namespace Imaging.Restore;

/// <summary>
/// Reads the main and const sections of an image, piece by piece, each compared with its hash. The second thread begins to
/// read a large image, and places strings on its way, while the restoring one proves what the image rests on and finds types.
/// </summary>
internal sealed unsafe class ImageReading : SharedWork
{
    // What is hashed right after it was read is still in the cache.
    private const ulong CachedBytes = RawPiece.UsualBytes;

    private readonly ImageFile _file;
    private readonly ConstObjects _constants;
    private readonly uint[] _firstPieces;

    internal ImageReading(ImageFile file, ConstObjects constants)
        : this(file, constants, FirstPieces(file))
    {
    }

    private ImageReading(ImageFile file, ConstObjects constants, uint[] firstPieces)
        : base((uint)firstPieces.Length - 1) => (_file, _constants, _firstPieces) = (file, constants, firstPieces);

    // The pieces that begin in a large page of memory are read by one thread: of two that touch a page at once, both clear it.
    private static uint[] FirstPieces(ImageFile file)
    {
        uint[] first = [];
        ulong page = ulong.MaxValue;
        for (uint i = 0; i < file.View.Pieces.Count; i++)
        {
            ulong next = (ulong)file.Target(StartOf(file, i)) / LargePages.Size;
            if (next != page)
            {
                first = [.. first, i];
                page = next;
            }
        }

        return [.. first, file.View.Pieces.Count];
    }

    private static ulong StartOf(ImageFile file, uint piece) => piece == 0 ? 0 : file.View.Pieces[piece - 1].End;

    private protected override void Do(uint piece)
    {
        for (uint i = _firstPieces[piece]; i < _firstPieces[piece + 1]; i++)
        {
            Read(i);
        }
    }

    private void Read(uint piece)
    {
        ref readonly RawPiece raw = ref _file.View.Pieces[piece];
        ulong start = StartOf(_file, piece);
        ulong end = raw.End;
        var hash = new XxHash64(seed: 0);
        for (ulong at = start; at < end; at += CachedBytes)
        {
            var length = (uint)Math.Min(end - at, CachedBytes);
            hash.Append(new ReadOnlySpan<byte>(_file.Read(at, length), (int)length));
        }

        if (hash.Finish() != raw.Hash)
        {
            throw new ImageFormatException($"the image is damaged: the content hash of its piece {piece} does not match");
        }

        ulong constStart = _file.ConstStart;
        if (start >= constStart)
        {
            _constants.PlaceStringsAhead(start - constStart, end - constStart);
        }
    }

    private protected override void Ended() => _file.Close();
}
