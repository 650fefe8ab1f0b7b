using Imaging.Format;

namespace Imaging.Restore;

/// <summary>Tells a capture which objects a unit of a dependency's image owns: the package that is captured refers to them.</summary>
internal static class RestoredObjects
{
    internal static void Tell(LoadedImage image, uint unit, UnitReferences references, object?[] values)
    {
        string[] roots = image.RootsOf(unit);
        ReferenceWord[] words = [.. references.OwnWords()];
        CaptureSession.Restored(
            image.Dependencies.Module(ImageFormat.SelfDependency).Assembly,
            image.View.Header.BuildId.ToString(),
            unit,
            roots,
            Array.ConvertAll(roots, root => values[image.FindRoot(root)]),
            Array.ConvertAll(words, static word => word.Bits),
            Array.ConvertAll(words, word => references.Resolve(word)!));
    }
}
