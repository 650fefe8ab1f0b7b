namespace Imaging.Serializer.Reading;

/// <summary>The programs in a directory: what has a runtime configuration there.</summary>
internal static class ProgramNames
{
    internal const string RuntimeConfiguration = ".runtimeconfig.json";

    /// <returns>Their names, in ordinal order.</returns>
    internal static IReadOnlyList<string> In(string directory) => Directory.Exists(directory)
        ?
        [
            .. Directory.EnumerateFiles(directory, "*" + RuntimeConfiguration)
                .Select(static path => Path.GetFileName(path)[..^RuntimeConfiguration.Length])
                .Order(StringComparer.Ordinal),
        ]
        : [];
}
