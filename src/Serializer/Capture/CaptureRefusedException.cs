namespace Imaging.Serializer.Capture;

/// <summary>A root holds something that cannot be captured. The message says what, where, why, and what to do.</summary>
/// <param name="code">The <c>IMG2xxx</c> code.</param>
/// <param name="message">The message, which the image keeps.</param>
/// <param name="detail">What only the build log tells, because it differs between machines.</param>
internal sealed class CaptureRefusedException(string code, string message, string detail = "") : Exception(message)
{
    /// <summary>The <c>IMG2xxx</c> code.</summary>
    internal string Code { get; } = code;

    /// <summary>What only the build log tells, because it differs between machines.</summary>
    internal string Detail { get; } = detail;
}
