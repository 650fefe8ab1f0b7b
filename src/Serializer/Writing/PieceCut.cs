using Imaging.Format;

namespace Imaging.Serializer.Writing;

/// <summary>A place where a piece of the image may end.</summary>
/// <param name="Offset">Where, in its section.</param>
/// <param name="Before">What the piece before it holds.</param>
/// <param name="IsForced">A piece must end there: the one behind it is of another kind.</param>
internal readonly record struct PieceCut(long Offset, PieceKind Before = PieceKind.Objects, bool IsForced = false);
