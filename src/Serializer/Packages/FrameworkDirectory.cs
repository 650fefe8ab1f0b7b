using System.Reflection;
using System.Runtime.CompilerServices;

namespace Imaging.Serializer.Packages;

/// <summary>The framework that this process runs on, which is what a captured package shares with it.</summary>
internal static class FrameworkDirectory
{
    private static readonly ConditionalWeakTable<Assembly, StrongBox<bool>> s_contains = [];

    internal static string FullPath { get; } = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>Whether an assembly is one of the framework's. Asked of every object's type.</summary>
    internal static bool Contains(Assembly assembly) => s_contains.GetValue(assembly, static assembly => new StrongBox<bool>(IsIn(assembly.Location))).Value;

    internal static bool Has(string simpleName) => File.Exists(Path.Combine(FullPath, simpleName + ".dll"));

    private static bool IsIn(string location) => location.Length > 0 && string.Equals(Path.GetDirectoryName(location), FullPath, StringComparison.Ordinal);
}
