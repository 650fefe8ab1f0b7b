namespace Imaging.Serializer.Packages;

/// <summary>A builder did not end in time: not the builder's own exception, which may be a <see cref="TimeoutException"/> too.</summary>
internal sealed class BuilderTimeoutException() : TimeoutException("It did not end in time.");
