using Imaging.Files;
using Imaging.Format;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Reading;

/// <summary>A whole image in memory, its prologue checked and nothing else.</summary>
internal sealed unsafe class ImageBytes : IDisposable
{
    private readonly FileMemory _memory;

    private ImageBytes(FileMemory memory)
    {
        _memory = memory;
        var sections = (RawSection*)(memory.Start + sizeof(RawHeader));
        View = new ImageView(memory.Start, memory.Start + sections[(int)SectionKind.Main].Offset);
    }

    internal ImageView View { get; }

    internal byte* Start => _memory.Start;

    internal long Length => (long)_memory.Length;

    internal byte* Const => Start + View.ConstOffset;

    /// <exception cref="ImageFormatException">The file is no image of this format, or cannot be read; the message says why.</exception>
    internal static ImageBytes Read(string path)
    {
        FileMemory? memory = null;
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            memory = FileMemory.Allocate((nuint)Math.Max(file.Length, 1));
            for (nuint filled = 0; filled < (nuint)file.Length;)
            {
                int read = file.Read(new Span<byte>(memory.Start + filled, (int)Math.Min((nuint)file.Length - filled, int.MaxValue)));
                filled += read > 0 ? (nuint)read : throw new ImageFormatException("the image is cut short");
            }

            ImagePrologue.Check(memory.Start, file.Length, file.Length);
            return new ImageBytes(memory);
        }
        catch (Exception exception)
        {
            memory?.Free();
            throw exception switch
            {
                FileNotFoundException or DirectoryNotFoundException => new ImageFormatException($"there is no image {path}"),
                UnauthorizedAccessException when Directory.Exists(path) => new ImageFormatException($"{path} is a directory"),
                IOException or UnauthorizedAccessException => new ImageFormatException($"the image {path} cannot be read: {exception.Message}"),
                OutOfMemoryException => new ImageFormatException($"there is no memory for the image {path}"),
                _ => exception,
            };
        }
    }

    /// <summary>The bytes, for as long as this is not disposed of.</summary>
    internal Stream OpenRead() => new UnmanagedMemoryStream(Start, Length);

    /// <summary>The content hash of the bytes.</summary>
    internal ulong ComputeContentHash() => ContentHash.Of(Start, (nuint)View.MainOffset);

    /// <summary>Finds bytes that are not those that were hashed.</summary>
    /// <returns>What the two hashes are; <see langword="null"/> where all bytes are as they were written.</returns>
    internal string? FindDamage()
    {
        ulong hash = ComputeContentHash();
        if (hash != View.Header.ContentHash)
        {
            return $"the content hash is {View.Header.ContentHash:x16}, that of the bytes is {hash:x16}";
        }

        ulong start = 0;
        ulong length = (ulong)Length - View.MainOffset;
        for (uint i = 0; i < View.Pieces.Count; i++)
        {
            RawPiece piece = View.Pieces[i];
            if (piece.End <= start || piece.End > length)
            {
                return $"the piece {i} ends at {piece.End:x}, and begins at {start:x}";
            }

            hash = PieceTable.Hash(View.Main + start, (long)(piece.End - start));
            if (hash != piece.Hash)
            {
                return $"the content hash of the piece {i} is {piece.Hash:x16}, that of the bytes is {hash:x16}";
            }

            start = piece.End;
        }

        return start == length ? null : $"the pieces end at {start:x}, the sections at {length:x}";
    }

    internal BuildId ComputeBuildId()
    {
        using var hash = new BuildIdHash();
        for (SectionKind kind = 0; kind <= SectionKind.Const; kind++)
        {
            ref readonly RawSection section = ref View.Section(kind);
            hash.AppendSection(Start + section.Offset, (long)section.Length);
        }

        return hash.Finish();
    }

    public void Dispose() => _memory.Free();
}
