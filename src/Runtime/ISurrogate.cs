namespace Imaging;

/// <summary>An <see cref="ImageSurrogate{T, TSurrogate}"/>, whatever its types.</summary>
/// <remarks>
/// The serializer loads a package with the Imaging.Runtime that the package resolved, which need not be its own: it calls
/// both methods by name, so names and parameter types may not change.
/// </remarks>
internal interface ISurrogate
{
    object? Capture(object value);

    object? Restore(object? surrogate);
}
