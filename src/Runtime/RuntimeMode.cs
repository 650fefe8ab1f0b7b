namespace Imaging;

/// <summary>What a process wants of its images: <c>IMAGING_MODE</c>, then the runtimeconfig property <c>Imaging.Mode</c>.</summary>
internal static class RuntimeMode
{
    internal static readonly bool LogsToConsole = Environment.GetEnvironmentVariable("IMAGING_LOG") == "1";

    private static readonly string s_name = Environment.GetEnvironmentVariable("IMAGING_MODE") is { Length: > 0 } environment
        ? environment
        : AppContext.GetData("Imaging.Mode") as string ?? "auto";

    /// <summary>Builders always run.</summary>
    internal static readonly bool IsOff = Is("off");

    /// <summary>Builders never run.</summary>
    internal static readonly bool IsRequired = Is("required");

    /// <summary>Why the mode itself could not be read; <see langword="null"/> where it could.</summary>
    internal static readonly string? Problem =
        IsOff || IsRequired || Is("auto")
            ? null
            : $"the mode '{s_name}' is none of auto, required, off";

    // The framework's first comparison that ignores case takes a third of a millisecond.
    private static bool Is(string mode)
    {
        if (s_name.Length != mode.Length)
        {
            return false;
        }

        for (int i = 0; i < mode.Length; i++)
        {
            if (s_name[i] != mode[i] && s_name[i] != mode[i] - ('a' - 'A'))
            {
                return false;
            }
        }

        return true;
    }
}
