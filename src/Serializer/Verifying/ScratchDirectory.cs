namespace Imaging.Serializer.Verifying;

/// <summary>A directory of temporary files, until this is disposed of.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("imaging-").FullName;

    internal string File(string name) => Path.Combine(_path, name);

    internal string Subdirectory(string name) => Directory.CreateDirectory(Path.Combine(_path, name)).FullName;

    public void Dispose()
    {
        try
        {
            Directory.Delete(_path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The directory of temporary files is the system's to clean.
        }
    }
}
