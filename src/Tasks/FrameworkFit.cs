using Microsoft.Build.Framework;

namespace Imaging.Tasks;

// Builders run inside MSBuild, on its own shared framework: nothing else is there, and layouts are those of that build.
internal static class FrameworkFit
{
    /// <returns>Why builders of the project itself cannot run here; <see langword="null"/> where they can.</returns>
    public static string? OwnMisfit(ITaskItem[] extraFrameworks)
    {
        string names = string.Join(", ", extraFrameworks.Select(item => item.ItemSpec).Order(StringComparer.Ordinal));
        return names.Length == 0
            ? null
            : $"it uses {names}, and builders run on Microsoft.NETCore.App alone. Move the roots to a library without that framework reference.";
    }

    /// <returns>Why no builder can run here; <see langword="null"/> where they can.</returns>
    public static string? Misfit(string? bundledFramework)
    {
        string running = Environment.Version.ToString(2);
        return string.IsNullOrEmpty(bundledFramework) || bundledFramework.StartsWith(running + '.', StringComparison.Ordinal)
            ? null
            : $"it ships the framework {bundledFramework}, and builders run on {Environment.Version.ToString(3)}. Use the SDK that brings that framework, or set RuntimeFrameworkVersion to {Environment.Version.ToString(3)}.";
    }
}
