using Imaging.Files;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>
/// Reads the main and const sections of an image, piece by piece, each compared with its hash. The second thread begins to
/// read a large image, and places strings on its way, while the restoring one proves what the image rests on and finds types.
/// </summary>
internal sealed unsafe class ImageReading : SharedWork
{
    private readonly PieceReader _reader;
    private readonly ConstObjects _constants;
    private readonly uint[] _firstPieces;

    internal ImageReading(PieceReader reader, ConstObjects constants)
        : this(reader, constants, FirstPieces(reader))
    {
    }

    private ImageReading(PieceReader reader, ConstObjects constants, uint[] firstPieces)
        : base((uint)firstPieces.Length - 1) => (_reader, _constants, _firstPieces) = (reader, constants, firstPieces);

    // The pieces that begin in a large page of memory are read by one thread: of two that touch a page at once, both clear it.
    private static uint[] FirstPieces(PieceReader reader)
    {
        uint count = reader.Image.Pieces.Count;
        var first = new uint[CountPages(reader, count) + 1];
        uint page = 0;
        for (uint i = 0; i < count; i++)
        {
            if (BeginsPage(reader, i))
            {
                first[page++] = i;
            }
        }

        first[page] = count;
        return first;
    }

    private static uint CountPages(PieceReader reader, uint pieces)
    {
        uint count = 0;
        for (uint i = 0; i < pieces; i++)
        {
            count += BeginsPage(reader, i) ? 1u : 0;
        }

        return count;
    }

    private static bool BeginsPage(PieceReader reader, uint piece) => piece == 0 || Page(reader, piece) != Page(reader, piece - 1);

    private static ulong Page(PieceReader reader, uint piece) => (ulong)reader.Target(piece) / LargePages.Size;

    private protected override void Do(uint piece)
    {
        for (uint i = _firstPieces[piece]; i < _firstPieces[piece + 1]; i++)
        {
            if (_reader.Elements is null || _reader.Image.Pieces[i].Kind != PieceKind.Elements)
            {
                Read(i);
            }
        }
    }

    private void Read(uint piece)
    {
        _reader.Read(piece, _reader.Target(piece));
        ulong start = _reader.Image.StartOf(piece);
        if (start >= _reader.ConstStart)
        {
            _constants.PlaceStringsAhead(start - _reader.ConstStart, _reader.Image.Pieces[piece].End - _reader.ConstStart);
        }
    }

    private protected override void Ended()
    {
        if (_reader.Elements is null)
        {
            _reader.Close();
        }
    }
}
