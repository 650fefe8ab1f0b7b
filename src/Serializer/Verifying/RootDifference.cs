namespace Imaging.Serializer.Verifying;

/// <summary>Where the two captures of a root differ first.</summary>
/// <param name="Root">The root.</param>
/// <param name="Path">The fields that lead there from the root.</param>
/// <param name="First">What the build captured there.</param>
/// <param name="Second">What the second capture has there.</param>
/// <param name="Cause">What the difference probably comes from.</param>
/// <param name="IsShared">The difference is that of another root, which shares objects with this one.</param>
internal sealed record RootDifference(string Root, string Path, string First, string Second, string Cause, bool IsShared = false);
