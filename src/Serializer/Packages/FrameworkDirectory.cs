using System.Reflection;

namespace Imaging.Serializer.Packages;

/// <summary>The framework that this process runs on, which is what a captured package shares with it.</summary>
internal static class FrameworkDirectory
{
    internal static string FullPath { get; } = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    internal static bool Contains(Assembly assembly) =>
        assembly.Location.Length > 0 && string.Equals(Path.GetDirectoryName(assembly.Location), FullPath, StringComparison.Ordinal);

    internal static bool Has(string simpleName) => File.Exists(Path.Combine(FullPath, simpleName + ".dll"));
}
