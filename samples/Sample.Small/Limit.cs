namespace Sample.Small;

/// <summary>A named limit.</summary>
/// <param name="Name">What is limited.</param>
/// <param name="Value">The largest value allowed.</param>
public sealed record Limit(string Name, int Value);
