namespace Imaging.Bench;

/// <summary>A copy of a directory with the files in it, for as long as it is needed.</summary>
internal sealed class TemporaryCopy : IDisposable
{
    public TemporaryCopy(string directory)
    {
        Path = Directory.CreateTempSubdirectory("imaging-bench-").FullName;
        foreach (string file in Directory.GetFiles(directory))
        {
            File.Copy(file, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file)));
        }
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
