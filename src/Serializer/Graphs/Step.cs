namespace Imaging.Serializer.Graphs;

/// <summary>One step of a path: from an object to something that it holds.</summary>
/// <param name="Node">The object.</param>
/// <param name="Path">The fields, or the name of what it is made again of; empty for an element that is no structure; of an entry its key in brackets, and the fields behind it.</param>
/// <param name="Element">The element; -1 where the object is no array.</param>
internal readonly record struct Step(int Node, string Path, long Element = -1);
