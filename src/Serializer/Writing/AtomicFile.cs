using System.Diagnostics;
using System.Globalization;

namespace Imaging.Serializer.Writing;

/// <summary>Files that are whole or not there: written beside their place under another name, then moved.</summary>
internal static class AtomicFile
{
    private const string Temporary = ".tmp";
    private const int GuidCharacters = 32;

    internal static void Write(string path, Action<Stream> write) => Write(path, write, isDurable: false);

    /// <summary>The same, whole or not there even after a crash of the machine.</summary>
    internal static void WriteDurably(string path, Action<Stream> write) => Write(path, write, isDurable: true);

    /// <summary>Deletes what processes left that were killed while they wrote a file.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    internal static void DeleteLeftovers(string path)
    {
        string prefix = Path.GetFileName(path) + ".";
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, prefix + "*" + Temporary))
        {
            string writer = Path.GetFileName(file)[prefix.Length..^Temporary.Length];
            if (writer.Length > GuidCharacters
                && int.TryParse(writer[..^GuidCharacters], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int process)
                && (process == Environment.ProcessId || !IsRunning(process)))
            {
                File.Delete(file);
            }
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var running = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Write(string path, Action<Stream> write, bool isDurable)
    {
        string temporary = $"{path}.{Environment.ProcessId:x}{Guid.NewGuid():n}{Temporary}";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: isDurable);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
