namespace Imaging;

/// <summary>How one root got its value in this process.</summary>
public sealed class ImageDecision
{
    private readonly System.Reflection.Assembly? _assembly;
    private readonly string? _name;

    internal ImageDecision(System.Reflection.Assembly assembly, string root, bool fromImage, TimeSpan elapsed, string? reason)
    {
        string? name = null;
#if NET
        // A decision may not keep a context from being unloaded; asking an assembly for its name takes longer than restoring a small root.
        name = assembly.IsCollectible ? assembly.GetName().Name : null;
#endif
        _name = name;
        _assembly = name is null ? assembly : null;
        Root = root;
        FromImage = fromImage;
        Elapsed = elapsed;
        Reason = reason;
    }

    /// <summary>Simple name of the assembly that declares the root.</summary>
    public string Assembly => _name ?? _assembly?.GetName().Name ?? "";

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
