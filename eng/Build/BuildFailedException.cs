namespace Imaging.Build;

/// <summary>A step failed and has already said why, or its message says so in one line: no stack trace helps.</summary>
internal sealed class BuildFailedException(string message) : Exception(message);
