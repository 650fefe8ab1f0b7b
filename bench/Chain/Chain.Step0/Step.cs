using Imaging;

namespace Chain.Step0;

/// <summary>Ten small objects: the step, an array, four limits and their names.</summary>
public sealed class Step(Limit[] limits)
{
    public IReadOnlyList<Limit> Limits { get; } = limits;

    /// <summary>How many packages are reached from here.</summary>
    public int Packages => 1;
}

public sealed record Limit(string Name, int Value);

public static partial class Root
{
    [ImageRoot(nameof(Create))]
    public static partial Step Value { get; }

    private static Step Create() => new([new("connections", 512), new("bytes", 1 << 20), new("seconds", 30), new("requests", 64)]);
}
