using System.Runtime.InteropServices;
using Imaging.Format;

namespace Imaging.Serializer.Writing;

/// <summary>Writes the sections of an image behind each other, with the ids that stand for them.</summary>
internal sealed unsafe class ImageWriter : IDisposable
{
    private const int WriteAtMost = 1 << 30;

    private readonly SectionBytes[] _sections = new SectionBytes[(int)SectionKind.Const + 1];

    internal ImageWriter()
    {
        for (int i = 0; i < _sections.Length; i++)
        {
            _sections[i] = new SectionBytes();
        }
    }

    /// <summary>Sets the bytes of a section, which belong to the writer from now on.</summary>
    internal void Set(SectionKind kind, SectionBytes bytes)
    {
        _sections[(int)kind].Dispose();
        _sections[(int)kind] = bytes;
    }

    internal void Set<T>(SectionKind kind, T[] records)
        where T : unmanaged
    {
        fixed (T* first = records)
        {
            Set(kind, SectionBytes.Of(new ReadOnlySpan<byte>(first, checked(records.Length * sizeof(T)))));
        }
    }

    /// <summary>Writes the image to a stream.</summary>
    /// <returns>Its build id.</returns>
    internal BuildId Write(Stream output)
    {
        Set(SectionKind.Pieces, PieceTable.Of(_sections[(int)SectionKind.Main], _sections[(int)SectionKind.Const]));
        byte[] prologue = new byte[ImageFormat.Align(ImageView.PrologueBytes)];
        long end = WriteSectionTable(prologue);
        var header = new RawHeader
        {
            Magic = ImageFormat.Magic,
            Version = ImageFormat.Version,
            PointerSize = (byte)sizeof(nint),
            SectionCount = (ushort)_sections.Length,
            FileLength = (ulong)end,
            BuildId = ComputeBuildId(),
        };
        MemoryMarshal.Write(prologue, header);
        output.Write(Head(prologue));
        Write(output, SectionKind.Main);
        Write(output, SectionKind.Const);
        return header.BuildId;
    }

    public void Dispose()
    {
        foreach (SectionBytes section in _sections)
        {
            section.Dispose();
        }
    }

    private long WriteSectionTable(byte[] prologue)
    {
        long offset = prologue.Length;
        Span<RawSection> table = MemoryMarshal.Cast<byte, RawSection>(prologue.AsSpan(sizeof(RawHeader), _sections.Length * sizeof(RawSection)));
        for (int i = 0; i < _sections.Length; i++)
        {
            table[i] = new RawSection
            {
                Kind = (SectionKind)i,
                RecordSize = ImagePrologue.RecordSize((uint)i),
                Offset = (ulong)offset,
                Length = (ulong)_sections[i].Length,
            };
            offset += ImageFormat.Align(_sections[i].Length);
        }

        return offset;
    }

    private BuildId ComputeBuildId()
    {
        using var hash = new BuildIdHash();
        foreach (SectionBytes section in _sections)
        {
            hash.BeginSection(section.Length);
            foreach (SectionBytes.Piece piece in section.Pieces)
            {
                hash.Append(piece.Start, piece.Length);
            }
        }

        return hash.Finish();
    }

    // Everything before the main section, with its hash.
    private byte[] Head(byte[] prologue)
    {
        using var head = new MemoryStream();
        head.Write(prologue);
        for (SectionKind kind = 0; kind < SectionKind.Main; kind++)
        {
            Write(head, kind);
        }

        byte[] bytes = head.ToArray();
        fixed (byte* start = bytes)
        {
            ((RawHeader*)start)->ContentHash = ContentHash.Of(start, (nuint)bytes.Length);
        }

        return bytes;
    }

    private void Write(Stream output, SectionKind kind)
    {
        SectionBytes section = _sections[(int)kind];
        foreach (SectionBytes.Piece piece in section.Pieces)
        {
            for (long at = 0; at < piece.Length; at += WriteAtMost)
            {
                output.Write(new ReadOnlySpan<byte>(piece.Start + at, (int)Math.Min(piece.Length - at, WriteAtMost)));
            }
        }

        output.Write(new byte[ImageFormat.Align(section.Length) - section.Length]);
    }
}
