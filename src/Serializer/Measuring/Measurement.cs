namespace Imaging.Serializer.Measuring;

/// <summary>What one process measured of one root.</summary>
/// <param name="Milliseconds">From the first read of the root to its value; <see langword="null"/> where that failed.</param>
/// <param name="Problem">Why it failed.</param>
/// <param name="IsRejected">Whether it failed because the root is not restored from its image.</param>
internal sealed record Measurement(double? Milliseconds, string? Problem, bool IsRejected = false);
