namespace Imaging.Serializer.Tests.Depot;

/// <summary>A package whose builder writes down each process that it runs in.</summary>
internal sealed class LoggingPackage : IDisposable
{
    private readonly TemporaryDirectory _log = new();
    private readonly string _name;
    private readonly string _value;
    private readonly int _milliseconds;

    internal LoggingPackage(string name = "P", string value = "1, 2, 3", int milliseconds = 0)
    {
        _name = name;
        _value = value;
        _milliseconds = milliseconds;
        Package = Clone();
    }

    internal TestPackage Package { get; }

    /// <summary>The processes that built, each as often as it did.</summary>
    internal IReadOnlyList<int> Builds => File.Exists(LogPath) ? [.. File.ReadAllLines(LogPath).Select(static line => int.Parse(line, System.Globalization.CultureInfo.InvariantCulture))] : [];

    /// <summary>How often this process built; the second captures are made in others.</summary>
    internal int BuildsHere => Builds.Count(static process => process == Environment.ProcessId);

    private string LogPath => _log.File("builds");

    /// <summary>The same package in another directory.</summary>
    internal TestPackage Clone() => TestPackage.Compile(
        $$"""
        public static class Roots
        {
            public static readonly ImageRoot<int[]> Numbers = new(() =>
            {
                System.IO.File.AppendAllText("{{LogPath.Replace("\\", "\\\\", StringComparison.Ordinal)}}", Environment.ProcessId + "\n");
                Thread.Sleep({{_milliseconds}});
                return [{{_value}}];
            });
        }
        """,
        _name);

    public void Dispose()
    {
        Package.Dispose();
        _log.Dispose();
    }
}
