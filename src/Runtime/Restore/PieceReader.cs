using Imaging.Files;
using Imaging.Format;
using Imaging.Identity;

namespace Imaging.Restore;

/// <summary>Reads the pieces of an image's main and const sections, each compared with its hash.</summary>
internal sealed unsafe class PieceReader
{
    // What is hashed right after it was read is still in the cache.
    private const ulong CachedBytes = RawPiece.UsualBytes;

    private readonly FileReader _file;
    private readonly FileMemory _head;
    private readonly FileMemory _main;
    private readonly FileMemory _constants;
    private FileMemory? _buffer;

    /// <param name="file">The file, which this closes.</param>
    /// <param name="view">The tables of the image.</param>
    /// <param name="head">What the tables lie in, which the main section begins behind. Held as long as anything is read.</param>
    /// <param name="main">Memory for it.</param>
    /// <param name="constants">Memory for the const section.</param>
    internal PieceReader(FileReader file, ImageView view, FileMemory head, FileMemory main, FileMemory constants)
    {
        _file = file;
        Image = view;
        _head = head;
        _main = main;
        _constants = constants;
        Elements = view.Header.FileLength >= SecondThread.WorthFrom && IsFilledOnce(view) ? ElementPieces.Of(view) : null;
    }

    // One of a context that was unloaded before any of its units was restored.
    ~PieceReader() => _file.Dispose();

    internal ImageView Image { get; }

    /// <summary>Pieces that are not read before the arrays that they are elements of are filled; <see langword="null"/> where all are.</summary>
    internal ElementPieces? Elements { get; }

    /// <summary>Where the const section begins, in bytes from the start of the main section.</summary>
    internal ulong ConstStart => _main.Length;

    /// <summary>Where a piece belongs in memory.</summary>
    internal byte* Target(uint piece)
    {
        ulong start = Image.StartOf(piece);
        return start < ConstStart ? _main.Start + start : _constants.Start + (start - ConstStart);
    }

    /// <summary>Reads all of a small image.</summary>
    /// <exception cref="ImageFormatException">It is damaged, or cannot be read.</exception>
    internal void ReadAll()
    {
        for (uint i = 0; i < Image.Pieces.Count; i++)
        {
            Read(i, Target(i));
        }

        Close();
    }

    /// <summary>Reads a piece into memory, and compares it with its hash.</summary>
    /// <exception cref="ImageFormatException">It is damaged, or cannot be read.</exception>
    internal void Read(uint piece, byte* target)
    {
        ref readonly RawPiece raw = ref Image.Pieces[piece];
        ulong start = Image.StartOf(piece);
        var hash = new XxHash64(seed: 0);
        for (ulong at = start; at < raw.End; at += CachedBytes, target += CachedBytes)
        {
            var length = (uint)Math.Min(raw.End - at, CachedBytes);
            Read(target, length, (long)_head.Length + (long)at);
            hash.Append(target, length);
        }

        if (hash.Finish() != raw.Hash)
        {
            throw new ImageFormatException($"the image is damaged: the content hash of its piece {piece} does not match");
        }
    }

    private void Read(byte* target, nuint length, long offset)
    {
        try
        {
            if (_file.Read(target, length, offset) != length)
            {
                throw new ImageFormatException("the image is cut short");
            }
        }
        catch (IOException exception)
        {
            throw new ImageFormatException($"the image cannot be read: {exception.Message}");
        }
    }

    /// <summary>Memory for a piece that belongs nowhere. There is some for each of two threads at most.</summary>
    internal FileMemory TakeBuffer(nuint length)
    {
        FileMemory? buffer = Interlocked.Exchange(ref _buffer, null);
        if (buffer?.Length >= length)
        {
            return buffer;
        }

        buffer?.Free();
        return FileMemory.Allocate(Math.Max(length, 2 * RawPiece.UsualBytes));
    }

    internal void ReturnBuffer(FileMemory buffer) => Interlocked.Exchange(ref _buffer, buffer)?.Free();

    /// <summary>Nothing more is read.</summary>
    internal void Close()
    {
        _file.Dispose();
        Interlocked.Exchange(ref _buffer, null)?.Free();
    }

    // The file stays open until its only unit is restored. Places for what surrogates make are looked for in the main section.
    private static bool IsFilledOnce(ImageView image)
    {
        bool isFilledOnce = image.Units.Count == 1;
        for (uint i = 0; i < image.MainRuns.Count; i++)
        {
            isFilledOnce &= image.MainRuns[i].Kind != MainRunKind.Surrogates;
        }

        return isFilledOnce;
    }
}
