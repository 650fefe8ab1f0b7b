namespace Imaging.Serializer.Worklists;

/// <summary>An assembly outside the framework that a program runs with, as resolved.</summary>
/// <param name="Path">Absolute path of the implementation.</param>
/// <param name="IsPackage">It comes from a NuGet package; otherwise another project made it, which also decided whether it has an image.</param>
internal sealed record ResolvedAssembly(string Path, bool IsPackage);
