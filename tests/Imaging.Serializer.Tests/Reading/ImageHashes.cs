using System.Runtime.InteropServices;
using Imaging.Format;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Tests.Reading;

/// <summary>Makes the hashes of an image's bytes fit again, as far as its tables can still be told.</summary>
internal static unsafe class ImageHashes
{
    internal static void Renew(byte[] image)
    {
        Span<RawSection> sections = MemoryMarshal.Cast<byte, RawSection>(image.AsSpan(sizeof(RawHeader)));
        ulong mainOffset = Math.Min(sections[(int)SectionKind.Main].Offset, (ulong)image.Length);
        RawSection table = sections[(int)SectionKind.Pieces];
        fixed (byte* start = image)
        {
            if (table.Offset <= mainOffset && table.Length <= mainOffset - table.Offset)
            {
                RenewPieces(new Span<RawPiece>(start + table.Offset, (int)table.Length / sizeof(RawPiece)), start + mainOffset, (ulong)image.Length - mainOffset);
            }

            if (mainOffset >= (ulong)sizeof(RawHeader))
            {
                ((RawHeader*)start)->ContentHash = ContentHash.Of(start, (nuint)mainOffset);
            }
        }
    }

    private static void RenewPieces(Span<RawPiece> pieces, byte* main, ulong length)
    {
        ulong start = 0;
        foreach (ref RawPiece piece in pieces)
        {
            if (piece.End > start && piece.End <= length)
            {
                piece.Hash = PieceTable.Hash(main + start, (long)(piece.End - start));
                start = piece.End;
            }
        }
    }
}
