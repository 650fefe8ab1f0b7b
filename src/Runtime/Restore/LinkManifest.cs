using System.Reflection;
using Imaging.Files;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>
/// The link manifest of the app: which units of its images no other image refers to, so that the tables that find their
/// objects need not be kept.
/// </summary>
/// <remarks>
/// Looked at once a large unit was restored, and believed in nothing else: values come from images and from what is
/// deployed. Where it is wrong, a unit that turns out to refer to such objects uses its builders, which find them.
/// </remarks>
internal static unsafe class LinkManifest
{
    /// <summary>File name extension of link manifests.</summary>
    internal const string Extension = ".imglink";

    private static readonly object s_gate = new();
    private static FileMemory? s_file;
    private static bool s_isRead;

    /// <summary>What the manifest says of a unit that no other image refers to: package, build id, number.</summary>
#pragma warning disable CA1305 // An unsigned number is the same in all cultures, and naming one takes two milliseconds at first.
    internal static string Unreferenced(string package, BuildId image, uint unit) => package + " " + image.ToString() + " " + unit.ToString();
#pragma warning restore CA1305

    /// <summary>Whether the manifest says that no other image refers to a unit; <see langword="false"/> without one.</summary>
    internal static bool IsUnreferenced(string package, BuildId image, uint unit) =>
        Read() is { } file && Contains(file, "\"" + Unreferenced(package, image, unit) + "\"");

    private static FileMemory? Read()
    {
        lock (s_gate)
        {
            if (!s_isRead)
            {
                s_isRead = true;
                s_file = TryRead();
            }

            return s_file;
        }
    }

    private static FileMemory? TryRead()
    {
        try
        {
            return Assembly.GetEntryAssembly() is { } app ? FileMemory.ReadIfPresent(ImageLocation.Beside(app, Extension)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            return null;
        }
    }

    // Character by character: the first search of the framework's takes longer than this one.
    private static bool Contains(FileMemory file, string text)
    {
        for (nuint start = 0; start + (nuint)text.Length <= file.Length; start++)
        {
            int length = 0;
            while (length < text.Length && file.Start[start + (nuint)length] == text[length])
            {
                length++;
            }

            if (length == text.Length)
            {
                return true;
            }
        }

        return false;
    }
}
