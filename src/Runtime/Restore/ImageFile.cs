using System.Reflection;
using Imaging.Files;
using Imaging.Format;
using Imaging.Identity;

namespace Imaging.Restore;

/// <summary>
/// An image in private memory, its prologue and its content hash checked. Its main and const sections are not read yet:
/// <see cref="ImageReading"/> reads them.
/// </summary>
internal sealed unsafe class ImageFile
{
    // What is hashed right after it was read is still in the cache.
    private const ulong CachedBytes = RawPiece.UsualBytes;

    private readonly FileReader _file;
    private readonly FileMemory _main;
    private FileMemory? _buffer;

    private ImageFile(FileReader file, FileMemory head, FileMemory main, FileMemory constants)
    {
        _file = file;
        _main = main;
        Head = head;
        Constants = constants;
        View = new ImageView(head.Start, main.Start);
        Elements = IsFilledOnce(View) ? ElementPieces.Of(View) : null;
    }

    // One of a context that was unloaded before any of its units was restored.
    ~ImageFile() => _file.Dispose();

    /// <summary>The image up to its main section. Held as long as the image: the view looks at it.</summary>
    internal FileMemory Head { get; }

    /// <summary>Memory for the const section.</summary>
    internal FileMemory Constants { get; }

    internal ImageView View { get; }

    /// <summary>Pieces that are not read before the arrays that they are elements of are filled; <see langword="null"/> where all are.</summary>
    internal ElementPieces? Elements { get; }

    /// <summary>Where the const section begins, in bytes from the start of the main section.</summary>
    internal ulong ConstStart => _main.Length;

    /// <summary>Reads the image of an assembly.</summary>
    /// <returns><see langword="null"/> where there is none: the ordinary case of a package without one throws nothing.</returns>
    /// <exception cref="ImageFormatException">It is no image, or a damaged one, or it cannot be read; the message says which.</exception>
    internal static ImageFile? TryRead(Assembly package)
    {
        string beside = ImageLocation.Beside(package);
        if (CaptureSession.IsActive)
        {
            if (CaptureSession.FindImage(package.GetName().Name ?? "") is not { } captured)
            {
                return null;
            }

            beside = captured;
        }

        FileReader? file = null;
        try
        {
            file = FileReader.OpenIfPresent(beside) ?? FileReader.OpenIfPresent(ImageLocation.InBaseDirectory(beside));
            if (file is not null && (ulong)file.Length >= SecondThread.WorthFrom)
            {
                IdentifyAhead(package);
            }

            return file is null ? null : ReadHead(file);
        }
        catch (Exception exception)
        {
            file?.Dispose();
            throw Describe(exception, beside);
        }
    }

    private static Exception Describe(Exception exception, string path) => exception switch
    {
        IOException or UnauthorizedAccessException or NotSupportedException =>
            new ImageFormatException($"the image {path} cannot be read: {(Directory.Exists(path) ? "it is a directory" : exception.Message)}"),
        OutOfMemoryException => new ImageFormatException($"there is no memory for the image {path}"),
        _ => exception,
    };

    private static void IdentifyAhead(Assembly package)
    {
#pragma warning disable IL3000 // Empty in a single-file app, where nothing can be identified.
        string location = package.Location;
#pragma warning restore IL3000
        if (location.Length > 0 && !package.IsCollectible)
        {
            AssemblyChecksums.Begin(location, isLoaded: true);
        }
    }

    private static ImageFile ReadHead(FileReader file)
    {
        byte* prologue = stackalloc byte[ImageView.PrologueBytes];
        nuint available = file.Read(prologue, (nuint)ImageView.PrologueBytes, 0);
        ImagePrologue.Check(prologue, (long)available, file.Length);

        var sections = (RawSection*)(prologue + sizeof(RawHeader));
        nuint mainStart = (nuint)sections[(int)SectionKind.Main].Offset;
        nuint constStart = (nuint)sections[(int)SectionKind.Const].Offset;
        FileMemory head = FileMemory.Allocate(mainStart);
        FileMemory main = FileMemory.Allocate(constStart - mainStart);
        FileMemory constants = FileMemory.Allocate((nuint)file.Length - constStart);
        try
        {
            if (file.Read(head.Start, mainStart, 0) != mainStart)
            {
                throw new ImageFormatException("the image is cut short");
            }

            // The file may have been exchanged between the two reads of its start.
            ImagePrologue.Check(head.Start, (long)mainStart, file.Length);
            var read = (RawSection*)(head.Start + sizeof(RawHeader));
            if (read[(int)SectionKind.Main].Offset != mainStart
                || read[(int)SectionKind.Const].Offset != constStart
                || ContentHash.Of(head.Start, mainStart) != ((RawHeader*)head.Start)->ContentHash)
            {
                throw new ImageFormatException("the image is damaged: its content hash does not match");
            }

            return new ImageFile(file, head, main, constants);
        }
        catch
        {
            head.Free();
            main.Free();
            constants.Free();
            throw;
        }
    }

    /// <summary>Where a piece belongs in memory.</summary>
    internal byte* Target(uint piece)
    {
        ulong start = View.StartOf(piece);
        return start < ConstStart ? _main.Start + start : Constants.Start + (start - ConstStart);
    }

    /// <summary>Reads a piece into memory, and compares it with its hash.</summary>
    /// <exception cref="ImageFormatException">It is damaged, or cannot be read.</exception>
    internal void Read(uint piece, byte* target)
    {
        ref readonly RawPiece raw = ref View.Pieces[piece];
        ulong start = View.StartOf(piece);
        var hash = new XxHash64(seed: 0);
        for (ulong at = start; at < raw.End; at += CachedBytes, target += CachedBytes)
        {
            var length = (int)Math.Min(raw.End - at, CachedBytes);
            Read(target, (nuint)length, (long)(Head.Length + at));
            hash.Append(new ReadOnlySpan<byte>(target, length));
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

    /// <summary>Gives all of it back, before anything of it is used.</summary>
    internal void Free()
    {
        Head.Free();
        FreeMain();
        Constants.Free();
    }

    /// <summary>Gives the main section back, once nothing more is copied from it.</summary>
    internal void FreeMain()
    {
        Close();
        _main.Free();
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
