namespace Imaging;

/// <summary>What a process wants of its images: <c>IMAGING_MODE</c>, then the runtimeconfig property <c>Imaging.Mode</c>.</summary>
internal static class RuntimeMode
{
    internal static readonly bool LogsToConsole = Environment.GetEnvironmentVariable("IMAGING_LOG") == "1";

    private static readonly string s_name = Environment.GetEnvironmentVariable("IMAGING_MODE") is { Length: > 0 } environment
        ? environment
        : AppContext.GetData("Imaging.Mode") as string ?? "auto";

    /// <summary>Builders always run.</summary>
    internal static readonly bool IsOff = string.Equals(s_name, "off", StringComparison.OrdinalIgnoreCase);

    /// <summary>Builders never run.</summary>
    internal static readonly bool IsRequired = string.Equals(s_name, "required", StringComparison.OrdinalIgnoreCase);

    /// <summary>Why the mode itself could not be read; <see langword="null"/> where it could.</summary>
    internal static readonly string? Problem =
        IsOff || IsRequired || string.Equals(s_name, "auto", StringComparison.OrdinalIgnoreCase)
            ? null
            : $"the mode '{s_name}' is none of auto, required, off";
}
