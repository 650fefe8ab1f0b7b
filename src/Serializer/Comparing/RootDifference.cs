namespace Imaging.Serializer.Comparing;

/// <summary>Where two images of a root differ.</summary>
/// <param name="Root">The root.</param>
/// <param name="Path">What leads there from the root.</param>
/// <param name="RawPath">The same by fields alone.</param>
/// <param name="First">What the first image has there.</param>
/// <param name="Second">What the second image has there.</param>
/// <param name="Cause">What the difference probably comes from, where both are captures of the same code.</param>
/// <param name="IsShared">The difference is that of another root, which shares objects with this one.</param>
internal sealed record RootDifference(string Root, string Path, string RawPath, string First, string Second, string Cause, bool IsShared = false);
