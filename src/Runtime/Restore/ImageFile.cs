using Imaging.Format;
using Imaging.Identity;
using Microsoft.Win32.SafeHandles;

namespace Imaging.Restore;

/// <summary>An image in private memory, its prologue and its content hash checked.</summary>
internal sealed unsafe class ImageFile
{
    private const int ReadAtMost = 1 << 30;

    private ImageFile(ImageMemory head, ImageMemory constants)
    {
        Head = head;
        Constants = constants;
        View = new ImageView(head.Start);
    }

    /// <summary>The image without its const section.</summary>
    internal ImageMemory Head { get; }

    /// <summary>The const section.</summary>
    internal ImageMemory Constants { get; }

    internal ImageView View { get; }

    /// <summary>Reads an image.</summary>
    /// <exception cref="ImageFormatException">It is no image, or a damaged one, or it cannot be read; the message says which.</exception>
    internal static ImageFile Read(string path)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.SequentialScan);
            return Read(file, RandomAccess.GetLength(file));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImageFormatException($"there is no image {path}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            string reason = Directory.Exists(path) ? "it is a directory" : exception.Message;
            throw new ImageFormatException($"the image {path} cannot be read: {reason}");
        }
        catch (OutOfMemoryException)
        {
            throw new ImageFormatException($"there is no memory for the image {path}");
        }
    }

    private static ImageFile Read(SafeFileHandle file, long length)
    {
        byte* prologue = stackalloc byte[ImageView.PrologueBytes];
        int available = (int)Math.Min(length, ImageView.PrologueBytes);
        Fill(file, prologue, (nuint)available, 0);
        ImagePrologue.Check(prologue, available, length);

        var sections = (RawSection*)(prologue + sizeof(RawHeader));
        nuint headLength = (nuint)sections[(int)SectionKind.Const].Offset;
        ImageMemory head = ImageMemory.Allocate(headLength);
        ImageMemory constants = ImageMemory.Allocate((nuint)length - headLength);
        try
        {
            Fill(file, head.Start, headLength, 0);
            Fill(file, constants.Start, constants.Length, (long)headLength);

            // The file may have been exchanged between the two reads of its start.
            ImagePrologue.Check(head.Start, (long)headLength, length);
            if (sections[(int)SectionKind.Const].Offset != ((RawSection*)(head.Start + sizeof(RawHeader)))[(int)SectionKind.Const].Offset
                || ContentHash.Of(head.Start, headLength, constants.Start, constants.Length) != ((RawHeader*)head.Start)->ContentHash)
            {
                throw new ImageFormatException("the image is damaged: its content hash does not match");
            }

            return new ImageFile(head, constants);
        }
        catch
        {
            head.Free();
            constants.Free();
            throw;
        }
    }

    private static void Fill(SafeFileHandle file, byte* target, nuint length, long offset)
    {
        nuint filled = 0;
        while (filled < length)
        {
            int wanted = (int)Math.Min(length - filled, ReadAtMost);
            int read = RandomAccess.Read(file, new Span<byte>(target + filled, wanted), offset + (long)filled);
            if (read == 0)
            {
                throw new ImageFormatException("the image is cut short");
            }

            filled += (nuint)read;
        }
    }
}
