namespace Imaging;

/// <summary>
/// A root could not be restored from its package's image, and the program's mode is <c>required</c>
/// (environment variable <c>IMAGING_MODE</c> or runtimeconfig property <c>Imaging.Mode</c>).
/// </summary>
public sealed class ImageRejectedException : Exception
{
    /// <summary>Makes an exception for a root of unknown name.</summary>
    public ImageRejectedException()
        : this("A package image was rejected.")
    {
    }

    /// <summary>Makes an exception with a message of its own.</summary>
    /// <param name="message">The message.</param>
    public ImageRejectedException(string message)
        : this(message, null)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public ImageRejectedException(string message, Exception? innerException)
        : base(message, innerException) => (Root, Reason) = ("", message);

    internal ImageRejectedException(string assembly, string root, string reason)
        : base($"{assembly}: the root {root} could not be restored from its image, and the mode is 'required': {reason}") =>
        (Root, Reason) = (root, reason);

    /// <summary>Full name of the root's declaring type, a dot, and the member.</summary>
    public string Root { get; }

    /// <summary>Why the image was rejected.</summary>
    public string Reason { get; }
}
