namespace Imaging.Serializer.Depot;

/// <summary>Where a user's depot is unless a setting says otherwise: with what programs cache and may lose.</summary>
internal static class DepotLocation
{
    /// <summary>Absolute path; <see langword="null"/> for a user without a home.</summary>
    internal static string? Default { get; } = Find();

    private static string? Find()
    {
        if (OperatingSystem.IsWindows())
        {
            return Below(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "Imaging", "depot");
        }

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsMacOS())
        {
            return Below(home, "Library", "Caches", "imaging", "depot");
        }

        // The specification says that a relative one is to be ignored.
        return Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } cache && Path.IsPathFullyQualified(cache)
            ? Below(cache, "imaging", "depot")
            : Below(home, ".cache", "imaging", "depot");
    }

    private static string? Below(string directory, params string[] names) => directory.Length > 0 ? Path.Combine([directory, .. names]) : null;
}
