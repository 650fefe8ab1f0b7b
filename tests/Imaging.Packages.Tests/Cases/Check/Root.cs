namespace Check;

/// <summary>A root of one of the libraries.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Touch">Reads it, which gives it its value the first time.</param>
/// <param name="Answer">Uses its value: the same answer wherever the value came from.</param>
internal sealed record Root(string Name, Func<object> Touch, Func<string> Answer);
