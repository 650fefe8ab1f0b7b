using System.Reflection;
using Imaging.Files;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>
/// The link manifest of the app: what code large files of certain bytes hold, and which units of its images no other image
/// refers to, so that the tables that find their objects need not be kept.
/// </summary>
/// <remarks>
/// Believed in nothing else: values come from images and from what is deployed. What it says of a file is a fact about its
/// bytes, which are hashed first. Where it is wrong about a unit, one that turns out to refer to such objects uses its
/// builders, which find them.
/// </remarks>
internal static unsafe class LinkManifest
{
    /// <summary>File name extension of link manifests.</summary>
    internal const string Extension = ".imglink";

    private static readonly object s_gate = new();
    private static FileMemory? s_file;
    private static bool s_isRead;

    /// <summary>Whether the app has one.</summary>
    internal static bool Exists => Read() is not null;

    /// <summary>What the manifest says of a unit that no other image refers to: package, build id, number.</summary>
#pragma warning disable CA1305 // An unsigned number is the same in all cultures, and naming one takes two milliseconds at first.
    internal static string Unreferenced(string package, BuildId image, uint unit) => package + " " + image.ToString() + " " + unit.ToString();
#pragma warning restore CA1305

    /// <summary>Whether the manifest says that no other image refers to a unit; <see langword="false"/> without one.</summary>
    internal static bool IsUnreferenced(string package, BuildId image, uint unit) =>
        Read() is { } file && Contains(file, "\"" + Unreferenced(package, image, unit) + "\"");

    /// <summary>The checksum of the code in a file.</summary>
    /// <param name="file">XXH64 of the file's bytes.</param>
    /// <param name="code"><see cref="Identity.CanonicalCode.Checksum"/> of the file.</param>
    /// <returns><see langword="false"/> where the manifest does not say.</returns>
    internal static bool TryFindCode(ulong file, out ulong code)
    {
        code = 0;
        return Read() is { } manifest && IdentifiedFile.TryFind(manifest, file, out code);
    }

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
