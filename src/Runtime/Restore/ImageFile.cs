using System.Reflection;
using Imaging.Files;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>
/// An image in private memory, its prologue and its content hash checked. Its main and const sections are not read yet:
/// <see cref="ImageReading"/> reads them.
/// </summary>
internal sealed unsafe class ImageFile
{
    private readonly FileMemory _main;

    private ImageFile(FileReader file, FileMemory head, FileMemory main, FileMemory constants)
    {
        _main = main;
        Head = head;
        Constants = constants;
        View = new ImageView(head.Start, main.Start);
        Pieces = new PieceReader(file, View, head, main, constants);
    }

    /// <summary>The image up to its main section. Held as long as the image: the view looks at it.</summary>
    internal FileMemory Head { get; }

    /// <summary>Memory for the const section.</summary>
    internal FileMemory Constants { get; }

    internal ImageView View { get; }

    /// <summary>Reads the main and const sections.</summary>
    internal PieceReader Pieces { get; }

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
        Pieces.Close();
        _main.Free();
    }
}
