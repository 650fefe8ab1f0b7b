namespace Imaging.Bench;

/// <summary>Every file below a directory, with its time and length.</summary>
internal sealed class OutputSnapshot
{
    private readonly Dictionary<string, (DateTime Time, long Length)> _files;

    private OutputSnapshot(Dictionary<string, (DateTime Time, long Length)> files) => _files = files;

    public static OutputSnapshot Of(string directory) => new(new DirectoryInfo(directory)
        .EnumerateFiles("*", SearchOption.AllDirectories)
        .ToDictionary(file => file.FullName, file => (file.LastWriteTimeUtc, file.Length)));

    /// <summary>Gives a file that is not the same in both; null where all are.</summary>
    public string? FirstDifference(OutputSnapshot other) => _files.Keys
        .Union(other._files.Keys)
        .Order(StringComparer.Ordinal)
        .FirstOrDefault(path => !_files.TryGetValue(path, out var mine) || !other._files.TryGetValue(path, out var theirs) || mine != theirs);
}
