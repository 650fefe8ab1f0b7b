namespace Imaging.Format;

/// <summary>The pieces of an image that hold the elements of large arrays.</summary>
internal sealed class ElementPieces
{
    private readonly ImageView _image;
    private readonly uint[] _pieces;
    private int _next;

    private ElementPieces(ImageView image, uint[] pieces) => (_image, _pieces) = (image, pieces);

    /// <returns><see langword="null"/> where the image has none.</returns>
    internal static ElementPieces? Of(ImageView image)
    {
        uint count = 0;
        for (uint i = 0; i < image.Pieces.Count; i++)
        {
            count += image.Pieces[i].Kind == PieceKind.Elements ? 1u : 0;
        }

        if (count == 0)
        {
            return null;
        }

        var pieces = new uint[count];
        for (uint i = image.Pieces.Count; count > 0; i--)
        {
            if (image.Pieces[i - 1].Kind == PieceKind.Elements)
            {
                pieces[--count] = i - 1;
            }
        }

        return new ElementPieces(image, pieces);
    }

    /// <summary>The pieces that hold the elements of an array. To be asked for all arrays of the image, in order.</summary>
    /// <param name="start">Where its elements begin in the main section.</param>
    /// <param name="length">Bytes that they take.</param>
    /// <param name="elementBytes">Bytes of one.</param>
    /// <returns>The first piece, and how many there are: none where the array is not large.</returns>
    /// <exception cref="ImageFormatException">Pieces hold something else than whole elements, or not all of them.</exception>
    internal (uint First, uint Count) Take(ulong start, ulong length, uint elementBytes)
    {
        int first = _next;
        ulong end = start + length;
        ulong at = start;
        while (_next < _pieces.Length && StartOf(_pieces[_next]) < end)
        {
            ref readonly RawPiece piece = ref _image.Pieces[_pieces[_next]];
            if (StartOf(_pieces[_next]) != at || piece.End > end || piece.End - at > RawPiece.UsualBytes || (piece.End - start) % elementBytes != 0)
            {
                ImageFormatException.Throw($"piece {_pieces[_next]}");
            }

            at = piece.End;
            _next++;
        }

        if (at != (_next > first ? end : start) || (_next > first && length < RawPiece.UsualBytes))
        {
            ImageFormatException.Throw($"an array at {start:x}, of which pieces hold a part");
        }

        return (_next > first ? _pieces[first] : 0, (uint)(_next - first));
    }

    /// <summary>Checks that all pieces were taken.</summary>
    /// <exception cref="ImageFormatException">Some hold no elements of arrays.</exception>
    internal void RequireAll()
    {
        if (_next != _pieces.Length)
        {
            ImageFormatException.Throw($"piece {_pieces[_next]} holds no elements");
        }
    }

    private ulong StartOf(uint piece) => _image.StartOf(piece);
}
