namespace Imaging.Serializer.Depot;

/// <summary>An entry of a depot, as its files are.</summary>
/// <param name="Entry">What the entry says.</param>
/// <param name="LastUsed">When the image was put there, or taken last.</param>
internal sealed record DepotItem(DepotEntry Entry, DateTime LastUsed);
