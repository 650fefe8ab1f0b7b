using Imaging.Format;

namespace Imaging.Serializer.Worklists;

/// <summary>An assembly outside the framework that a program runs with, as resolved.</summary>
/// <param name="Path">Absolute path of the implementation.</param>
/// <param name="IsPackage">It comes from a NuGet package; otherwise another project made it, which also decided whether it has an image.</param>
internal sealed record ResolvedAssembly(string Path, bool IsPackage)
{
    /// <summary>Where the image that came with it lies, if one did.</summary>
    internal string ImagePath { get; init; } = System.IO.Path.ChangeExtension(Path, ImageFormat.Extension);
}
