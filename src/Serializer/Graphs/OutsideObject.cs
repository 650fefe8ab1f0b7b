namespace Imaging.Serializer.Graphs;

/// <summary>What an image refers to and does not own: what the process has one of, types, methods, objects of other images.</summary>
/// <param name="Identity">The same for the same thing in every image of it.</param>
/// <param name="Shown">What people call it.</param>
/// <param name="Text">Of a string, its text.</param>
internal sealed record OutsideObject(string Identity, string Shown, string? Text = null);
