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
        header.ContentHash = ComputeContentHash(prologue);
        MemoryMarshal.Write(prologue, header);
        output.Write(prologue);
        foreach (SectionBytes section in _sections)
        {
            foreach (SectionBytes.Piece piece in section.Pieces)
            {
                for (long at = 0; at < piece.Length; at += WriteAtMost)
                {
                    output.Write(new ReadOnlySpan<byte>(piece.Start + at, (int)Math.Min(piece.Length - at, WriteAtMost)));
                }
            }

            output.Write(Padding(section));
        }

        return header.BuildId;
    }

    public void Dispose()
    {
        foreach (SectionBytes section in _sections)
        {
            section.Dispose();
        }
    }

    private static ReadOnlySpan<byte> Padding(SectionBytes section) =>
        new byte[ImageFormat.Alignment].AsSpan(0, (int)(ImageFormat.Align(section.Length) - section.Length));

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

    private ulong ComputeContentHash(byte[] prologue)
    {
        var hash = new ContentHash();
        Append(ref hash, prologue);
        foreach (SectionBytes section in _sections)
        {
            foreach (SectionBytes.Piece piece in section.Pieces)
            {
                hash.Append(piece.Start, (nuint)piece.Length);
            }

            Append(ref hash, Padding(section));
        }

        return hash.Finish();
    }

    private static void Append(ref ContentHash hash, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            hash.Append(start, (nuint)bytes.Length);
        }
    }
}
