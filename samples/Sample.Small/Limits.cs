using Imaging;

namespace Sample.Small;

/// <summary>A root too small to pay: ten objects. What it costs is what the first root of any process costs.</summary>
public sealed partial class Limits
{
    private readonly Limit[] _all;

    private Limits(params Limit[] all) => _all = all;

    /// <summary>The limits of the service.</summary>
    [ImageRoot(nameof(CreateStandard))]
    public static partial Limits Standard { get; }

    /// <summary>In the order in which they were declared.</summary>
    public IReadOnlyList<Limit> All => _all;

    // The object itself, an array, four limits and their names.
    private static Limits CreateStandard() => new(
        new Limit("connections", 512),
        new Limit("bytes of a request", 1 << 20),
        new Limit("seconds of a request", 30),
        new Limit("requests in flight", 64));
}
