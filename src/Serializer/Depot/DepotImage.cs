using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Depot;

/// <summary>An image that a depot has.</summary>
/// <param name="Entry">What is known of it.</param>
/// <param name="Bytes">The image, checked; whoever finds it disposes of it.</param>
internal sealed record DepotImage(DepotEntry Entry, ImageBytes Bytes);
