using Imaging.Serializer.Depot;

namespace Imaging.Serializer.Worklists;

/// <summary>What a build lends to the worklist of a project.</summary>
/// <param name="Cores">What units of one level share.</param>
/// <param name="Depot">Where finished images are kept; <see langword="null"/> for none.</param>
/// <param name="Notices">Gets what the user must know while a unit waits; <see langword="null"/> for nobody.</param>
internal sealed record WorklistSurroundings(ICoreBudget Cores, ImageDepot? Depot = null, IProgress<ImagingDiagnostic>? Notices = null);
