using System.Runtime.InteropServices;
using Imaging.Format;

namespace Imaging.Serializer.Writing;

/// <summary>Writes the sections of an image behind each other, with the ids that stand for them.</summary>
internal sealed unsafe class ImageWriter
{
    private readonly byte[][] _sections = new byte[(int)SectionKind.Const + 1][];

    internal ImageWriter() => Array.Fill(_sections, []);

    internal void Set(SectionKind kind, byte[] bytes) => _sections[(int)kind] = bytes;

    internal void Set<T>(SectionKind kind, IEnumerable<T> records)
        where T : unmanaged => _sections[(int)kind] = MemoryMarshal.AsBytes<T>(records.ToArray()).ToArray();

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
        foreach (byte[] section in _sections)
        {
            output.Write(section);
            output.Write(Padding(section));
        }

        return header.BuildId;
    }

    private static ReadOnlySpan<byte> Padding(byte[] section) =>
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
                RecordSize = ImagePrologue.RecordSize((SectionKind)i),
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
        foreach (byte[] section in _sections)
        {
            fixed (byte* start = section)
            {
                hash.AppendSection(start, section.Length);
            }
        }

        return hash.Finish();
    }

    private ulong ComputeContentHash(byte[] prologue)
    {
        var hash = new ContentHash();
        Append(ref hash, prologue);
        foreach (byte[] section in _sections)
        {
            Append(ref hash, section);
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
