namespace Imaging.Serializer.Depot;

/// <summary>The settings of a depot as users write them: properties of a project, or variables of the environment.</summary>
internal sealed record DepotOptions
{
    internal const string Off = "off";
    internal const long DefaultSizeLimit = 5L << 30;

    /// <summary>Absolute path; empty for <see cref="DepotLocation.Default"/>; <see cref="Off"/> for no depot.</summary>
    internal string? Path { get; init; }

    /// <summary>Absolute paths, separated by semicolons.</summary>
    internal string? FallbackPaths { get; init; }

    /// <summary>A <see cref="ByteSize"/>.</summary>
    internal string? SizeLimit { get; init; }

    /// <summary>What the variables of this process say.</summary>
    internal static DepotOptions FromEnvironment() => new()
    {
        Path = FullPath(Environment.GetEnvironmentVariable("IMAGING_DEPOT_PATH")),
        FallbackPaths = Environment.GetEnvironmentVariable("IMAGING_DEPOT_FALLBACK_PATHS"),
        SizeLimit = Environment.GetEnvironmentVariable("IMAGING_DEPOT_SIZE_LIMIT"),
    };

    /// <summary>Reads the settings.</summary>
    /// <param name="settings">The depot; <see langword="null"/> for none.</param>
    /// <param name="faults">What makes no sense, a sentence each.</param>
    /// <returns>Whether all of it makes sense.</returns>
    internal bool TryRead(out DepotSettings? settings, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        faults = found;
        long limit = DefaultSizeLimit;
        if (!string.IsNullOrWhiteSpace(SizeLimit) && !ByteSize.TryParse(SizeLimit, out limit))
        {
            found.Add($"ImagingDepotSizeLimit is '{SizeLimit}'; write a number of bytes, or one with a unit (500MB, 5GB), greater than zero.");
        }

        string[] fallbacks = (FallbackPaths ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        found.AddRange(fallbacks.Where(static fallback => !System.IO.Path.IsPathFullyQualified(fallback)).Select(static fallback => $"ImagingDepotFallbackPaths has '{fallback}'; write absolute paths, separated by semicolons."));

        string? path = string.IsNullOrWhiteSpace(Path) ? DepotLocation.Default : Path;
        settings = path is null || IsOff(path) ? null : new DepotSettings
        {
            Path = path,
            FallbackPaths = fallbacks,
            SizeLimit = limit,
        };
        return found.Count == 0;
    }

    private static bool IsOff(string path) => string.Equals(path, Off, StringComparison.OrdinalIgnoreCase);

    private static string? FullPath(string? path) => string.IsNullOrWhiteSpace(path) || IsOff(path) ? path : System.IO.Path.GetFullPath(path);
}
