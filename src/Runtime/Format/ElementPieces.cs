namespace Imaging.Format;

/// <summary>The pieces of an image that hold the elements of large arrays.</summary>
internal sealed class ElementPieces
{
    private readonly ImageView _image;

    // The next of them, or behind the last piece.
    private uint _next;

    private ElementPieces(ImageView image, uint first) => (_image, _next) = (image, first);

    /// <returns><see langword="null"/> where the image has none.</returns>
    internal static ElementPieces? Of(ImageView image)
    {
        uint first = NextFrom(image, 0);
        return first == image.Pieces.Count ? null : new ElementPieces(image, first);
    }

    /// <summary>The pieces that hold the elements of an array. To be asked for all arrays of the image, in order.</summary>
    /// <param name="start">Where its elements begin in the main section.</param>
    /// <param name="length">Bytes that they take.</param>
    /// <param name="elementBytes">Bytes of one.</param>
    /// <returns>The first piece, and how many there are: none where the array is not large.</returns>
    /// <exception cref="ImageFormatException">Pieces hold something else than whole elements, or not all of them.</exception>
    internal (uint First, uint Count) Take(ulong start, ulong length, uint elementBytes)
    {
        uint first = _next;
        ulong end = start + length;
        ulong at = start;
        for (; _next < _image.Pieces.Count && _image.StartOf(_next) < end; _next++)
        {
            ref readonly RawPiece piece = ref _image.Pieces[_next];
            if (piece.Kind != PieceKind.Elements
                || _image.StartOf(_next) != at
                || piece.End > end
                || piece.End - at > RawPiece.UsualBytes
                || (piece.End - start) % elementBytes != 0)
            {
                ImageFormatException.Throw($"piece {_next}");
            }

            at = piece.End;
        }

        uint count = _next - first;
        if (count > 0 && (at != end || length < RawPiece.UsualBytes))
        {
            ImageFormatException.Throw($"an array at {start:x}, of which pieces hold a part");
        }

        _next = NextFrom(_image, _next);
        return (first, count);
    }

    /// <summary>Checks that all pieces were taken.</summary>
    /// <exception cref="ImageFormatException">Some hold no elements of arrays.</exception>
    internal void RequireAll()
    {
        if (_next != _image.Pieces.Count)
        {
            ImageFormatException.Throw($"piece {_next} holds no elements");
        }
    }

    private static uint NextFrom(ImageView image, uint piece)
    {
        while (piece < image.Pieces.Count && image.Pieces[piece].Kind != PieceKind.Elements)
        {
            piece++;
        }

        return piece;
    }
}
