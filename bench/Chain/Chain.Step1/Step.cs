using Imaging;

namespace Chain.Step1;

/// <summary>Ten small objects, and the package before it.</summary>
public sealed class Step(Chain.Step0.Step before, Limit[] limits)
{
    public Chain.Step0.Step Before { get; } = before;

    public IReadOnlyList<Limit> Limits { get; } = limits;

    /// <summary>How many packages are reached from here.</summary>
    public int Packages => 1 + Before.Packages;
}

public sealed record Limit(string Name, int Value);

public static partial class Root
{
    [ImageRoot(nameof(Create))]
    public static partial Step Value { get; }

    private static Step Create() => new(Chain.Step0.Root.Value, [new("connections", 512), new("bytes", 1 << 20), new("seconds", 30), new("requests", 64)]);
}
