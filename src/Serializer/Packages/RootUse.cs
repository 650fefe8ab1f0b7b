namespace Imaging.Serializer.Packages;

/// <summary>A root or an input that was read while a builder ran.</summary>
/// <param name="IsInput">It is an input.</param>
/// <param name="Assembly">The package that declares it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Reader">Who read it, as the subject of a sentence.</param>
internal sealed record RootUse(bool IsInput, string Assembly, string Name, string Reader);
