namespace Imaging;

/// <summary>How one root got its value in this process.</summary>
public sealed class ImageDecision
{
    private readonly System.Reflection.Assembly _assembly;

    internal ImageDecision(System.Reflection.Assembly assembly, string root, bool fromImage, TimeSpan elapsed, string? reason)
    {
        _assembly = assembly;
        Root = root;
        FromImage = fromImage;
        Elapsed = elapsed;
        Reason = reason;
    }

    /// <summary>Simple name of the assembly that declares the root.</summary>
    public string Assembly => _assembly.GetName().Name ?? "";

    /// <summary>Full name of the declaring type, a dot, and the member.</summary>
    public string Root { get; }

    /// <summary><see langword="true"/> where the value came from the package's image, <see langword="false"/> where its builder ran.</summary>
    public bool FromImage { get; }

    /// <summary>Time from the first read of the root to its value.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>Why the builder ran; <see langword="null"/> where the value came from the image.</summary>
    public string? Reason { get; }

    /// <inheritdoc/>
    public override string ToString()
    {
        string milliseconds = Elapsed.TotalMilliseconds.ToString("F2", System.Globalization.CultureInfo.InvariantCulture);
        return FromImage
            ? $"imaging: {Assembly} {Root} image {milliseconds} ms"
            : $"imaging: {Assembly} {Root} builder {milliseconds} ms: {Reason}";
    }
}
