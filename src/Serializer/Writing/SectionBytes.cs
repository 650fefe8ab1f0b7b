using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Writing;

/// <summary>The bytes of a section, which may be more than an array can hold: pieces of memory behind each other.</summary>
internal sealed unsafe class SectionBytes : IDisposable
{
    private readonly List<Piece> _pieces = [];
    private ZeroedMemory _own;

    /// <summary>No bytes.</summary>
    internal SectionBytes()
    {
    }

    /// <summary>Zeroed memory of its own, of which nothing is in the section before it is added.</summary>
    internal SectionBytes(long ownBytes)
    {
        _own = new ZeroedMemory(Math.Max(ownBytes, 1));
    }

    /// <summary>Memory of its own.</summary>
    internal byte* Own => _own.Start;

    internal long Length { get; private set; }

    internal IReadOnlyList<Piece> Pieces => _pieces;

    /// <summary>Where its pieces in the image may end, in order.</summary>
    internal List<PieceCut> Cuts { get; } = [];

    internal static SectionBytes Of(ReadOnlySpan<byte> bytes)
    {
        var section = new SectionBytes(bytes.Length);
        bytes.CopyTo(new Span<byte>(section.Own, bytes.Length));
        section.Add(section.Own, bytes.Length);
        return section;
    }

    /// <summary>Adds bytes at the end, which stay where they are.</summary>
    internal void Add(byte* start, long length)
    {
        Length += length;
        if (_pieces is [.., var last] && last.Start + last.Length == start)
        {
            last.Length += length;
        }
        else if (length > 0)
        {
            _pieces.Add(new Piece(start, length));
        }
    }

    public void Dispose()
    {
        _own.Free();
        _own = default;
    }

    /// <param name="start">Where it begins.</param>
    /// <param name="length">Bytes in it.</param>
    internal sealed class Piece(byte* start, long length)
    {
        internal byte* Start => start;

        internal long Length { get; set; } = length;
    }
}
