namespace Imaging.Serializer.Capture;

/// <summary>A root holds something that cannot be captured. The message says what, where, why, and what to do.</summary>
internal sealed class CaptureRefusedException(string code, string message) : Exception(message)
{
    /// <summary>The <c>IMG2xxx</c> code.</summary>
    internal string Code { get; } = code;
}
