using System.Reflection;

namespace Imaging.Serializer.Packages;

/// <summary>The framework that this process runs on, which is what a captured package shares with it.</summary>
internal static class FrameworkDirectory
{
    private static readonly string s_path = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    internal static bool Contains(Assembly assembly) =>
        assembly.Location.Length > 0 && string.Equals(Path.GetDirectoryName(assembly.Location), s_path, StringComparison.Ordinal);

    internal static bool Has(string simpleName) => File.Exists(Path.Combine(s_path, simpleName + ".dll"));
}
