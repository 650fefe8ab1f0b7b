using System.Runtime.InteropServices;
using System.Text;
using Imaging.Format;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Tests.Reading;

/// <summary>Changes an image, and makes its hashes fit again.</summary>
internal sealed unsafe class ImagePatch
{
    private readonly string _path;
    private readonly byte[] _bytes;

    internal ImagePatch(string path)
        : this(path, File.ReadAllBytes(path))
    {
    }

    private ImagePatch(string path, byte[] bytes) => (_path, _bytes) = (path, bytes);

    internal ref RawHeader Header => ref MemoryMarshal.AsRef<RawHeader>(_bytes.AsSpan());

    internal Span<byte> Section(SectionKind kind) => _bytes.AsSpan((int)SectionRecord(kind).Offset, (int)SectionRecord(kind).Length);

    internal Span<T> Table<T>(SectionKind kind)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Section(kind));

    internal string Text(RawString text) => Encoding.UTF8.GetString(Section(SectionKind.Strings).Slice((int)text.Offset, (int)text.Length));

    internal ref RawSection SectionRecord(SectionKind kind) =>
        ref MemoryMarshal.Cast<byte, RawSection>(_bytes.AsSpan(sizeof(RawHeader)))[(int)kind];

    /// <summary>Writes the image back with a content hash and a build id that fit what it now holds.</summary>
    internal void Save()
    {
        // The build id covers the hashes of pieces.
        ImageHashes.Renew(_bytes);
        using var buildId = new BuildIdHash();
        fixed (byte* start = _bytes)
        {
            for (SectionKind kind = 0; kind <= SectionKind.Const; kind++)
            {
                buildId.AppendSection(start + SectionRecord(kind).Offset, (long)SectionRecord(kind).Length);
            }

            Header.BuildId = buildId.Finish();
        }

        SaveWithContentHash();
    }

    /// <summary>Writes the image back with a content hash that fits, and whatever build id it has.</summary>
    internal void SaveWithContentHash()
    {
        ImageHashes.Renew(_bytes);
        File.WriteAllBytes(_path, _bytes);
    }

    /// <summary>Overwrites bytes anywhere in the file.</summary>
    internal ImagePatch Overwrite(int at, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(at));
        return this;
    }

    /// <summary>Writes the image to another place, with hashes that fit unless its sections cannot be told any more.</summary>
    internal void SaveTo(string target)
    {
        for (SectionKind kind = 0; kind <= SectionKind.Const; kind++)
        {
            RawSection section = SectionRecord(kind);
            if (section.Offset > (ulong)_bytes.Length || section.Length > (ulong)_bytes.Length - section.Offset)
            {
                File.WriteAllBytes(target, _bytes);
                return;
            }
        }

        new ImagePatch(target, _bytes).Save();
    }
}
