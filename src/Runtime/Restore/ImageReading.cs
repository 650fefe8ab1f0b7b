using Imaging.Files;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>
/// Reads the main and const sections of an image, piece by piece, each compared with its hash. The second thread begins to
/// read a large image, and places strings on its way, while the restoring one proves what the image rests on and finds types.
/// </summary>
internal sealed unsafe class ImageReading : SharedWork
{
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
        uint count = file.View.Pieces.Count;
        var first = new uint[CountPages(file, count) + 1];
        uint page = 0;
        for (uint i = 0; i < count; i++)
        {
            if (i == 0 || Page(file, i) != Page(file, i - 1))
            {
                first[page++] = i;
            }
        }

        first[page] = count;
        return first;
    }

    private static uint CountPages(ImageFile file, uint pieces)
    {
        uint count = 0;
        for (uint i = 0; i < pieces; i++)
        {
            count += i == 0 || Page(file, i) != Page(file, i - 1) ? 1u : 0;
        }

        return count;
    }

    private static ulong Page(ImageFile file, uint piece) => (ulong)file.Target(piece) / LargePages.Size;

    private protected override void Do(uint piece)
    {
        for (uint i = _firstPieces[piece]; i < _firstPieces[piece + 1]; i++)
        {
            if (_file.Elements is null || _file.View.Pieces[i].Kind != PieceKind.Elements)
            {
                Read(i);
            }
        }
    }

    private void Read(uint piece)
    {
        _file.Read(piece, _file.Target(piece));
        ulong start = _file.View.StartOf(piece);
        if (start >= _file.ConstStart)
        {
            _constants.PlaceStringsAhead(start - _file.ConstStart, _file.View.Pieces[piece].End - _file.ConstStart);
        }
    }

    private protected override void Ended()
    {
        if (_file.Elements is null)
        {
            _file.Close();
        }
    }
}
