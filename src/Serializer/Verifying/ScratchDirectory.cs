namespace Imaging.Serializer.Verifying;

/// <summary>A directory of temporary files, until this is disposed of.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    private readonly string _path = Create();

    /// <summary>
    /// Where they are made; <see langword="null"/> for the system's directory of temporary files. A process that works for
    /// another makes them in one of that, which removes them if this process is ended.
    /// </summary>
    internal static string? Parent { get; set; }

    /// <summary>Makes such a directory, for who removes it itself.</summary>
    internal static string Create() => Parent is null
        ? Directory.CreateTempSubdirectory("imaging-").FullName
        : Directory.CreateDirectory(Path.Combine(Parent, $"imaging-{Guid.NewGuid():n}")).FullName;

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
