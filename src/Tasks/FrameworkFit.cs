using Imaging.Serializer.Packages;
using Microsoft.Build.Framework;

namespace Imaging.Tasks;

// Builders run inside MSBuild, on its own shared framework, or, where they need further ones, in a process with those that are
// installed beside it. Layouts are those of that build.
internal static class FrameworkFit
{
    private const string Desktop = "Microsoft.WindowsDesktop.App";

    /// <summary>The further frameworks of a project that are installed here.</summary>
    public static IReadOnlyList<SharedFramework> Installed(ITaskItem[] extraFrameworks) => [.. Names(extraFrameworks).Select(SharedFramework.Find).OfType<SharedFramework>()];

    /// <returns>Why builders of the project itself cannot run here; <see langword="null"/> where they can.</returns>
    public static string? OwnMisfit(ITaskItem[] extraFrameworks, string? bundledFramework)
    {
        string[] names = [.. Names(extraFrameworks)];
        if (names.Length > 0 && !string.IsNullOrEmpty(bundledFramework))
        {
            return $"it ships {string.Join(" and ", names)} itself, and builders run on shared frameworks. Move the roots to a library without that framework reference, or let the project be framework-dependent.";
        }

        return names.FirstOrDefault(static name => SharedFramework.Find(name) is null) is not { } missing ? null
            : missing.StartsWith(Desktop, StringComparison.Ordinal) && !OperatingSystem.IsWindows() ? $"it uses {missing}, which exists on Windows only. Build it there, or move the roots to a library without that framework reference."
            : $"it uses {missing}, of which no version is installed in {FrameworkDirectory.Installed} that goes with {SharedFramework.Core} {Environment.Version.ToString(3)}, which the build runs on. Install that shared framework there, or move the roots to a library without that framework reference.";
    }

    /// <returns>Why no builder can run here; <see langword="null"/> where they can.</returns>
    public static string? Misfit(string? bundledFramework)
    {
        string running = Environment.Version.ToString(2);
        return string.IsNullOrEmpty(bundledFramework) || bundledFramework.StartsWith(running + '.', StringComparison.Ordinal)
            ? null
            : $"it ships the framework {bundledFramework}, and builders run on {Environment.Version.ToString(3)}. Use the SDK that brings that framework, or set RuntimeFrameworkVersion to {Environment.Version.ToString(3)}.";
    }

    private static IEnumerable<string> Names(ITaskItem[] frameworks) => frameworks.Select(static item => item.ItemSpec).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
