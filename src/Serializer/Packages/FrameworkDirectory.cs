using System.Reflection;
using System.Runtime.CompilerServices;

namespace Imaging.Serializer.Packages;

/// <summary>The shared frameworks that this process runs on, which is what a captured package shares with it.</summary>
internal static class FrameworkDirectory
{
    private const string SharedFolder = "shared";

    private static readonly ConditionalWeakTable<Assembly, StrongBox<bool>> s_contains = [];

    /// <summary>Where Microsoft.NETCore.App lies.</summary>
    internal static string FullPath { get; } = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>Where all shared frameworks are installed, each by its name and version; <see langword="null"/> where this process brings its own.</summary>
    internal static string? Installed { get; } = Grandparent(FullPath) is { } parent && Path.GetFileName(parent) == SharedFolder ? parent : null;

    /// <summary>Whether an assembly is one of a framework's, also of one that only types were loaded of. Asked of every object's type.</summary>
    internal static bool Contains(Assembly assembly) => s_contains.GetValue(assembly, static assembly => new StrongBox<bool>(DirectoryOf(assembly) is var directory && (directory == FullPath || IsInstalled(directory)))).Value;

    /// <summary>Whether an assembly is one of a framework's other than Microsoft.NETCore.App.</summary>
    internal static bool IsOfFurther(Assembly assembly) => Contains(assembly) && DirectoryOf(assembly) != FullPath;

    /// <summary>Whether Microsoft.NETCore.App has an assembly.</summary>
    internal static bool CoreHas(string simpleName) => File.Exists(Path.Combine(FullPath, simpleName + ".dll"));

    /// <summary>Whether one of the frameworks of this process has an assembly.</summary>
    internal static bool Has(string simpleName) => CoreHas(simpleName) || SharedFramework.FileIn(SharedFramework.OfThisProcess, simpleName) is not null;

    /// <summary>Whether a directory is that of an installed framework.</summary>
    internal static bool IsInstalled(string? directory) => Installed is not null && Grandparent(directory) == Installed;

    private static string DirectoryOf(Assembly assembly) => Path.GetDirectoryName(assembly.Location) ?? "";

    private static string? Grandparent(string? directory) => Path.GetDirectoryName(Path.GetDirectoryName(directory));
}
