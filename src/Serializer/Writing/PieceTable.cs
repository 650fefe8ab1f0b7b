using Imaging.Format;
using Imaging.Identity;

namespace Imaging.Serializer.Writing;

/// <summary>Cuts the main and const sections of an image into pieces, and hashes each.</summary>
internal sealed unsafe class PieceTable
{
    private readonly RecordList<RawPiece> _pieces = new();
    private long _sectionStart;

    private PieceTable()
    {
    }

    internal static RawPiece[] Of(SectionBytes main, SectionBytes constants)
    {
        var table = new PieceTable();
        table.Add(main);
        table.Add(constants);
        return table._pieces.ToArray();
    }

    private void Add(SectionBytes section)
    {
        long last = 0;
        var rest = new UnhashedBytes(section);
        foreach (PieceCut cut in section.Cuts.Append(new PieceCut(section.Length, IsForced: true)))
        {
            long length = cut.Offset - last;
            if (length >= RawPiece.UsualBytes || (length > 0 && cut.IsForced))
            {
                _pieces.Add(new RawPiece { End = (ulong)(_sectionStart + cut.Offset), Hash = rest.Hash(length), Kind = cut.Before });
                last = cut.Offset;
            }
        }

        _sectionStart += ImageFormat.Align(section.Length);
    }

    /// <summary>The hash of a piece that lies in memory.</summary>
    internal static ulong Hash(byte* start, long length)
    {
        var hash = new XxHash64(seed: 0);
        hash.Append(start, (nuint)length);
        return hash.Finish();
    }

    /// <summary>The bytes of a section that are not hashed yet, wherever they lie.</summary>
    private struct UnhashedBytes(SectionBytes section)
    {
        private int _memory;
        private long _at;

        internal ulong Hash(long length)
        {
            var hash = new XxHash64(seed: 0);
            while (length > 0)
            {
                SectionBytes.Piece memory = section.Pieces[_memory];
                long taken = Math.Min(length, memory.Length - _at);
                hash.Append(memory.Start + _at, (nuint)taken);
                length -= taken;
                _at += taken;
                if (_at == memory.Length)
                {
                    _memory++;
                    _at = 0;
                }
            }

            return hash.Finish();
        }
    }
}
