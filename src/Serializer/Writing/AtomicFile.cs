namespace Imaging.Serializer.Writing;

/// <summary>Files that are whole or not there: written beside their place under another name, then moved.</summary>
internal static class AtomicFile
{
    internal static void Write(string path, Action<Stream> write) => Write(path, write, isDurable: false);

    /// <summary>The same, whole or not there even after a crash of the machine.</summary>
    internal static void WriteDurably(string path, Action<Stream> write) => Write(path, write, isDurable: true);

    private static void Write(string path, Action<Stream> write, bool isDurable)
    {
        string temporary = $"{path}.{Environment.ProcessId:x}{Guid.NewGuid():n}.tmp";
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
